/* program.h - what a process runs, as its command line tells it. */
#ifndef PROC_PROGRAM_H
#define PROC_PROGRAM_H

#include "proc/process.h"

/*
 * The whole name of the process, whose own one (process_name) ends after 15 bytes: the base name of
 * its first argument, or for a script that of its second one, if it begins with those 15; else
 * process_name. NULL with errno if the process is gone. It is entered if more than the name has to
 * be read. Valid until another file of the process is read.
 */
const char *program_name(struct process *process);

/*
 * The command line in one piece, a blank between two arguments. Where there is none the name in
 * brackets, and " <defunct>" after that of a zombie. NULL with errno if the process is gone. Is
 * valid, and enters, as program_name.
 */
const char *program_line(struct process *process);

#endif
