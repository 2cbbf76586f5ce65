/* mask.c - sets of signals, and their dispositions, in the kernel's own form. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "signal/mask.h"
#include "text/clock.h"
#include "text/retry.h"

enum {
	WORD_BITS = 8 * sizeof(long),
	PACE = 50, /* milliseconds: a process may be stopped and continued that often, forever */
};

void mask_fill(struct mask *mask)
{
	memset(mask, 0xff, sizeof(*mask));
}

void mask_add(struct mask *mask, int number)
{
	mask->words[(number - 1) / WORD_BITS] |= 1UL << (number - 1) % WORD_BITS;
}

void mask_remove(struct mask *mask, int number)
{
	mask->words[(number - 1) / WORD_BITS] &= ~(1UL << (number - 1) % WORD_BITS);
}

bool mask_contains(const struct mask *mask, int number)
{
	return mask->words[(number - 1) / WORD_BITS] >> (number - 1) % WORD_BITS & 1;
}

void mask_change(int how, const struct mask *mask, struct mask *before)
{
	syscall(SYS_rt_sigprocmask, how, mask, before, MASK_BYTES);
}

int mask_await(const struct mask *mask, siginfo_t *info, const long timeout[2])
{
	long long start = milliseconds_now();

	for (long long count = 0;; count++) {
		int number = syscall(SYS_rt_sigtimedwait, mask, info, timeout, MASK_BYTES);

		if (number >= 0 || errno != EINTR ||
		    count > RETRIES + (milliseconds_now() - start) / PACE)
			return number;
	}
}

/* The handler is the first word of the kernel's struct sigaction, except on MIPS (127 signals). */
enum { HANDLER = _NSIG > 65, WORDS = 16 };

bool disposition_set(int number, bool ignored)
{
	unsigned long action[WORDS] = { 0 };

	action[HANDLER] = (unsigned long)(ignored ? SIG_IGN : SIG_DFL);
	return syscall(SYS_rt_sigaction, number, action, NULL, MASK_BYTES) == 0;
}

int disposition_ignored(int number)
{
	unsigned long action[WORDS] = { 0 };

	if (syscall(SYS_rt_sigaction, number, NULL, action, MASK_BYTES))
		return -1;
	return action[HANDLER] == (unsigned long)SIG_IGN;
}

bool disposition_replace(int number, bool ignored)
{
	bool was_ignored = disposition_ignored(number) == 1;

	if (was_ignored != ignored)
		disposition_set(number, ignored);
	return was_ignored;
}
