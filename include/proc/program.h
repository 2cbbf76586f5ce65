/* program.h - what a process runs, by its command line. */
#ifndef PROC_PROGRAM_H
#define PROC_PROGRAM_H

#include "proc/process.h"

/*
 * The full name of the process, which process_name cuts off after 15 bytes: the base name of its
 * first argument, or for a script of its second one, if that begins with those 15 bytes; else
 * process_name. NULL with errno if the process is gone. Enters the process if more than the name is
 * needed. Valid until another file of the process is read.
 */
const char *program_name(struct process *process);

/*
 * The command line as one text, with a blank between two arguments; for a process without one its
 * name in brackets, followed by " <defunct>" for a zombie. NULL with errno if the process is gone.
 * Enters the process, and stays valid, as program_name does.
 */
const char *program_line(struct process *process);

#endif
