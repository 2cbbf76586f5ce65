/* child.h - SIGCHLD, for programs that wait for their children. */
#ifndef SIGNAL_CHILD_H
#define SIGNAL_CHILD_H

#include <stdbool.h>

/*
 * With SIGCHLD ignored, children are reaped automatically and wait(2) reports none of them. Gives
 * the signal its default action, and returns whether it was ignored.
 */
bool child_signal_reset(void);

/* Before a command is executed: ignores SIGCHLD again if it was ignored. */
void child_signal_restore(bool ignored);

#endif
