/* remote_call.h - system calls that another process makes for us.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_REMOTE_CALL_H
#define PTRACE_REMOTE_CALL_H

#include <stdint.h>

#include "ptrace/remote.h"

/*
 * Makes the call, between takeover_begin and takeover_end. Returns its result, or -errno: also
 * -ENOSYS if a filter denies it by a signal.
 */
int64_t remote_call(struct remote *remote, enum call call, const uint64_t arguments[6]);

/* Makes the process call close(2). */
void remote_close(struct remote *remote, int descriptor);

#endif
