/* child.h - waiting for children, and SIGCHLD, which must not be ignored then. */
#ifndef SIGNAL_CHILD_H
#define SIGNAL_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct rusage;

/*
 * With SIGCHLD ignored, children are reaped automatically and wait(2) reports none of them. Gives
 * the signal its default action, and returns whether it was ignored.
 */
bool child_signal_reset(void);

/* Before a command is executed: ignores SIGCHLD again if it was ignored. */
void child_signal_restore(bool ignored);

/* wait4(2), made again if it is interrupted, a bounded number of times. */
pid_t child_wait(pid_t process, int *status, int options, struct rusage *usage);

#endif
