/* outcome.h - the exit status of a process that is not a child of ours. */
#ifndef PIDWAIT_OUTCOME_H
#define PIDWAIT_OUTCOME_H

#include <stdbool.h>

#include "target/target.h"

/*
 * Waits until the target, whose pidfd has been opened (target_open), has ended, and sets *status as
 * wait(2) does. Returns false with errno if the status cannot be determined: ENOTSUP before Linux
 * 6.15, unless the process is a zombie, and its user one whose processes we may examine.
 */
bool target_outcome(const struct target *target, int *status);

#endif
