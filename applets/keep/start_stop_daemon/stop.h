/* stop.h - stopping what start-stop-daemon has found. */
#ifndef START_STOP_DAEMON_STOP_H
#define START_STOP_DAEMON_STOP_H

#include "plan.h"

enum { SCHEDULE_SIZE = 96 };

/*
 * Checks the argument of --retry, and sets plan->schedule to it; or to SIGNAL/T/KILL/T in buffer if
 * it is only a time. Exits (usage_error) if it is invalid.
 */
void check_schedule(struct plan *plan, char buffer[SCHEDULE_SIZE]);

/* Finds the processes and signals them, according to the schedule. Returns the exit status. */
int stop_processes(struct plan *plan);

#endif
