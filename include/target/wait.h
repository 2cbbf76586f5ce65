/* wait.h - waiting for the end of processes that need not be children. */
#ifndef TARGET_WAIT_H
#define TARGET_WAIT_H

#include "target/target.h"

/*
 * Waits until all targets have ended, or with any until one has, or until the deadline on
 * CLOCK_MONOTONIC (NULL: none). Those that have ended are dropped from the array, their
 * descriptors closed, the others keep their order. Returns how many are left. Waits on descriptors;
 * where there are none (before Linux 5.3, seccomp) looks again twenty times a second.
 */
size_t targets_wait(struct target *targets, size_t count, const struct timespec *deadline,
		    bool any);

/*
 * Waits until all targets have ended, and where grace is not NULL sends SIGKILL to those that have
 * not after that time. limit is for what comes after that. Returns how many are left, as above.
 */
size_t targets_stop(struct target *targets, size_t count, const struct timespec *grace,
		    struct timespec limit);

#endif
