/* list.h - the names of signals (-l), and how a process treats its signals (-d). */
#ifndef KILL_LIST_H
#define KILL_LIST_H

#include <stdbool.h>

#include "plan.h"
#include "proc/process.h"
#include "text/output.h"

/*
 * kill -l: prints all signals, or translates first, unless NULL, and the rest of the arguments.
 * Returns the exit status.
 */
int print_signals(struct output *output, const char *first, char **rest);

/* kill -d: prints the signals that a process has pending, blocks, ignores and catches. */
int print_signal_state(struct plan *plan, const char *pid);

/* Whether the process has a handler for the signal; false if that cannot be determined. */
bool has_handler(struct process *process, int signal);

#endif
