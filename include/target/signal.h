/* signal.h - signals to a process that is held, or to its group. */
#ifndef TARGET_SIGNAL_H
#define TARGET_SIGNAL_H

#include <stdbool.h>
#include <sys/types.h>

#include "target/target.h"

/*
 * Sends a signal to whatever this number stands for in kill(2), with this value unless it is NULL,
 * as sigqueue(3) does. Returns false with errno.
 */
bool number_signal(pid_t number, int signal, const int *value);

/*
 * Sends a signal to the target and to no other process; 0 only checks that this is possible. value,
 * unless NULL, is queued with it as by sigqueue(3). Returns false with errno of kill(2): ESRCH it
 * is gone, EPERM. If signals to descriptors are not available (before Linux 5.1, or by a seccomp
 * filter), checks once more that the number is still the target's and uses kill(2); only a process
 * that may not be traced can lose its number between the two.
 */
bool target_signal(struct target *target, int signal, const int *value);

/*
 * Sends a signal to the process group that the target is in, and to no other group that has been
 * given its number. Returns false with errno: ESRCH the target is gone, or not in that group.
 * Before Linux 6.9, or if the leader is gone, checks that and uses kill(2), as target_signal does.
 */
bool target_signal_group(const struct target *target, pid_t group, int signal);

#endif
