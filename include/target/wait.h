/* wait.h - waiting until processes have ended that need not be children. */
#ifndef TARGET_WAIT_H
#define TARGET_WAIT_H

#include "target/target.h"

/*
 * Waits until all targets have ended, or if any is set until one of them has, or until the deadline
 * on CLOCK_MONOTONIC (NULL: none). Removes those that have ended from the array and closes their
 * descriptors; the others keep their order. Returns how many are left: after an error, with errno,
 * all that are not known to have ended. Waits on descriptors; if they are not available (before
 * Linux 5.3, seccomp) checks twenty times a second.
 */
size_t targets_wait(struct target *targets, size_t count, const struct timespec *deadline,
		    bool any);

/*
 * Waits until all targets have ended. If grace is not NULL, sends SIGKILL to those that are still
 * running after that time. limit is the time to wait after that. Returns how many are left, as
 * above.
 */
size_t targets_stop(struct target *targets, size_t count, const struct timespec *grace,
		    struct timespec limit);

#endif
