/* reopen.h - making another process open a file that we have open. */
#ifndef NOHUP_RESCUE_REOPEN_H
#define NOHUP_RESCUE_REOPEN_H

#include <stdint.h>
#include <sys/types.h>

#include "ptrace/remote.h"

/*
 * Makes the process open the file of our descriptor by its path, to append to it. Returns the
 * number there, close-on-exec, or -errno: EXDEV if the path is another file there.
 */
int64_t reopen_file(struct remote *remote, pid_t pid, int ours);

#endif
