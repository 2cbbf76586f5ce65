/* mask.c - sets of signals, as the kernel has them. */
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "signal/mask.h"

enum { WORD_BITS = 8 * sizeof(long) };

void mask_fill(struct mask *mask)
{
	memset(mask, 0xff, sizeof(*mask));
}

void mask_take_out(struct mask *mask, int number)
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
