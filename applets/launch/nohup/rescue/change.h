/* change.h - what is changed in a process so that it outlives its terminal. */
#ifndef NOHUP_RESCUE_CHANGE_H
#define NOHUP_RESCUE_CHANGE_H

#include <stdbool.h>

#include "ptrace/remote.h"
#include "rescue.h"

/*
 * Makes the system calls in it that rescue asks for, with our files input and output. Nothing is
 * changed before all that may fail for want of something has been done. Returns false with errno.
 */
bool rescue_change(const struct rescue *rescue, struct remote *remote, int input, int output);

#endif
