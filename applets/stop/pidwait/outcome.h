/* outcome.h - how a process that is no child of ours has ended. */
#ifndef PIDWAIT_OUTCOME_H
#define PIDWAIT_OUTCOME_H

#include <stdbool.h>

#include "target/target.h"

/*
 * Waits until the target, whose pidfd has been opened (target_open), has ended, and sets *status as
 * wait(2) does. Returns false with errno where that cannot be told: ENOTSUP before Linux 6.15,
 * unless it is a zombie of a user whose processes we may look at.
 */
bool target_outcome(const struct target *target, int *status);

#endif
