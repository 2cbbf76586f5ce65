/* mask.h - sets of signals, and their dispositions, in the kernel's own form.
 *
 * Not libc's form: musl reserves signals 32 to 34 for itself, and its functions leave them out.
 */
#ifndef SIGNAL_MASK_H
#define SIGNAL_MASK_H

#include <signal.h>
#include <stdbool.h>

enum { MASK_BYTES = _NSIG / 8 };

struct mask {
	unsigned long words[MASK_BYTES / sizeof(long)];
};

/* Makes the set hold all signals. */
void mask_fill(struct mask *mask);

/* number must be that of a signal. */
void mask_add(struct mask *mask, int number);
void mask_remove(struct mask *mask, int number);
bool mask_contains(const struct mask *mask, int number);

/*
 * rt_sigprocmask(2): changes the set of blocked signals, unless mask is NULL. Stores the previous
 * set in *before, unless that is NULL.
 */
void mask_change(int how, const struct mask *mask, struct mask *before);

/*
 * Waits for one of these signals, which are blocked, and stores what is known of it in *info unless
 * that is NULL; with a timeout (seconds and nanoseconds, unless NULL) only so long. Returns its
 * number, or -1 with errno: EAGAIN after the timeout. A stop and SIGCONT, which interrupt the wait,
 * do not end it; but if it is interrupted again and again at once, it fails with EINTR.
 */
int mask_await(const struct mask *mask, siginfo_t *info, const long timeout[2]);

/*
 * Makes this process, and the programs it executes, ignore the signal or have its default action.
 * This is the kernel's own call, because libc's function refuses the real-time signals that it
 * reserves, and costs 1 kB of code. Returns false with errno of rt_sigaction(2): EINVAL for
 * SIGKILL, SIGSTOP and invalid numbers.
 */
bool disposition_set(int number, bool ignored);

/* Does the same, and returns whether the signal was ignored before. */
bool disposition_replace(int number, bool ignored);

/* Returns 1 if the signal is ignored now, 0 if not, -1 with errno on error. */
int disposition_ignored(int number);

#endif
