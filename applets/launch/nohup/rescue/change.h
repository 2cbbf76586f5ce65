/* change.h - the system calls that make a process immune to hangups. */
#ifndef NOHUP_RESCUE_CHANGE_H
#define NOHUP_RESCUE_CHANGE_H

#include <stdbool.h>

#include "ptrace/remote.h"
#include "rescue.h"

/*
 * Makes the system calls that rescue needs in the process, with our files input and output. Every
 * step that can fail for lack of a resource precedes the first change. Returns false with errno.
 */
bool change_process(const struct rescue *rescue, struct remote *remote, int input, int output);

#endif
