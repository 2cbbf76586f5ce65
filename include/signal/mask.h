/* mask.h - sets of signals, and their actions, as the kernel has them.
 *
 * Not libc's: musl keeps 32 to 34 for itself, and its functions leave those out.
 */
#ifndef SIGNAL_MASK_H
#define SIGNAL_MASK_H

#include <signal.h>
#include <stdbool.h>

enum { MASK_BYTES = _NSIG / 8 };

struct mask {
	unsigned long words[MASK_BYTES / sizeof(long)];
};

/* All signals. */
void mask_fill(struct mask *mask);

/* number is that of a signal. */
void mask_add(struct mask *mask, int number);
void mask_remove(struct mask *mask, int number);
bool mask_contains(const struct mask *mask, int number);

/*
 * rt_sigprocmask(2): changes what this process blocks, unless mask is NULL; *before, unless NULL,
 * is what it blocked until then.
 */
void mask_change(int how, const struct mask *mask, struct mask *before);

/*
 * Makes this process, and what it executes, ignore signal number, or not ignore it. By the kernel's
 * own call: libc's refuses the real-time signals that it keeps for itself, and is a kB of code.
 * Returns false with errno of rt_sigaction(2): EINVAL for SIGKILL, SIGSTOP and what is no signal.
 */
bool disposition_set(int number, bool ignored);

/* Whether signal number is ignored now: 1 or 0, or -1 with errno. */
int disposition_ignored(int number);

#endif
