/* remote_call.h - system calls that another process is made to make. */
#ifndef PTRACE_REMOTE_CALL_H
#define PTRACE_REMOTE_CALL_H

#include "ptrace/remote.h"

/*
 * Makes the call, between remote_begin and remote_end. Returns its result, or -errno: -ENOSYS also
 * if a filter refuses it by a signal.
 */
int64_t remote_call(struct remote *remote, enum call call, const uint64_t arguments[6]);

/* close(2) there. */
void remote_close(struct remote *remote, int descriptor);

#endif
