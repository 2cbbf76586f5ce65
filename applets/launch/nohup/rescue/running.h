/* running.h - nohup -p and -g: making running processes and process groups immune to hangups. */
#ifndef NOHUP_RESCUE_RUNNING_H
#define NOHUP_RESCUE_RUNNING_H

#include <stdbool.h>

struct running_options {
	bool groups;  /* the operands are IDs of process groups, not of processes */
	bool replace; /* a handler that a process has for SIGHUP, too */
	bool force;   /* proceed even if that may harm a process */
};

/*
 * Does it for all operands, which end with NULL. output is the file for output, or NULL: nohup.out.
 * Returns the exit status.
 */
int running_rescue(const struct running_options *options, const char *output, char **operands);

#endif
