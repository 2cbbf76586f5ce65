/* become.h - what a process does to become the program that start-stop-daemon starts. */
#ifndef START_STOP_DAEMON_BECOME_H
#define START_STOP_DAEMON_BECOME_H

#include "plan.h"

/*
 * Checks the options that say how the program is to run, and looks up its user and groups. Exits if
 * they are invalid.
 */
void check_attributes(struct plan *plan);

/* Appends what --test reports about them. */
void say_attributes(struct plan *plan);

/* Prints a name that was given, without its control bytes. */
void say_name(struct plan *plan, const char *name);

/* Prepares this process, or fails with plan->trouble: all that is left to do is become_program. */
void prepare_program(struct plan *plan);

/* Executes the program. Returns after an error message. */
void become_program(struct plan *plan);

#endif
