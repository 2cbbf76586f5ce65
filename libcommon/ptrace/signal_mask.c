/* signal_mask.c - blocking signals, of this process and of a thread that it holds. */
#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#include "ptrace/signal_mask.h"

enum {
	REQUEST_GET_MASK = 0x420a, /* PTRACE_GETSIGMASK */
	REQUEST_SET_MASK = 0x420b,
};

void tracee_prepare(struct mask *before)
{
	struct mask all;

	disposition_set(SIGCHLD, false);
	mask_fill(&all);
	mask_change(SIG_SETMASK, &all, before);
}

void tracee_conclude(const struct mask *before)
{
	mask_change(SIG_SETMASK, before, NULL);
}

bool tracee_get_mask(const struct tracee *tracee, struct mask *mask)
{
	return tracee_request(REQUEST_GET_MASK, tracee->thread, MASK_BYTES, mask) == 0;
}

bool tracee_set_mask(const struct tracee *tracee, const struct mask *mask)
{
	return tracee_request(REQUEST_SET_MASK, tracee->thread, MASK_BYTES,
			      (void *)(uintptr_t)mask) == 0;
}

bool tracee_block_signals(const struct tracee *tracee)
{
	struct mask all;

	mask_fill(&all);
	mask_remove(&all, SIGSYS);
	return tracee_set_mask(tracee, &all);
}
