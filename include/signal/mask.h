/* mask.h - sets of signals, as the kernel has them.
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

void mask_take_out(struct mask *mask, int number);
bool mask_contains(const struct mask *mask, int number);

/* rt_sigprocmask(2): changes what this process blocks; *before, unless NULL, is what it did. */
void mask_change(int how, const struct mask *mask, struct mask *before);

#endif
