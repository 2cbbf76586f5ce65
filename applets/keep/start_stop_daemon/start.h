/* start.h - starting the program, unless it runs already. */
#ifndef START_STOP_DAEMON_START_H
#define START_STOP_DAEMON_START_H

#include "plan.h"

/* Checks the times that starting may take. Exits (usage_error) if they are invalid. */
void check_times(struct plan *plan);

/* Returns the exit status; or never, if the program runs in place of this one. */
int start_planned(struct plan *plan);

#endif
