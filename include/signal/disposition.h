/* disposition.h - the action of a signal, by the kernel's own call. */
#ifndef SIGNAL_DISPOSITION_H
#define SIGNAL_DISPOSITION_H

#include <stdbool.h>

/*
 * Makes this process, and what it executes, ignore signal number, or not ignore it. By the kernel's
 * own call: libc's refuses the real-time signals that it keeps for itself, and is a kB of code.
 * Returns false with errno of rt_sigaction(2): EINVAL for SIGKILL, SIGSTOP and what is no signal.
 */
bool disposition_set(int number, bool ignored);

/* Whether signal number is ignored now: 1 or 0, or -1 with errno. */
int disposition_ignored(int number);

#endif
