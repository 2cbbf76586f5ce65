/* reopen.h - having another process open a file that we have open. */
#ifndef NOHUP_RESCUE_REOPEN_H
#define NOHUP_RESCUE_REOPEN_H

#include <stdint.h>
#include <sys/types.h>

#include "ptrace/remote.h"

/*
 * The process opens the file that is our descriptor, to append to it, by its path. Returns its
 * number there, close-on-exec, or -errno: EXDEV where the path is another file there.
 */
int64_t reopen(struct remote *remote, pid_t pid, int ours);

#endif
