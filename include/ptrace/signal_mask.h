/* signal_mask.h - blocking signals, of this process and of a thread that it holds. */
#ifndef PTRACE_SIGNAL_MASK_H
#define PTRACE_SIGNAL_MASK_H

#include <stdbool.h>

#include "ptrace/tracee.h"
#include "signal/mask.h"

/*
 * Blocks all signals of this process, which must not be killed while it holds a thread: that would
 * harm the thread. SIGCHLD gets its default action, so that it arrives. Sets *before to the mask
 * for tracee_conclude to restore.
 */
void tracee_prepare(struct mask *before);
void tracee_conclude(const struct mask *before);

/*
 * The signals that the thread blocks. tracee_block_signals blocks all but SIGSYS, whose handler the
 * kernel would remove. Return false with errno.
 */
bool tracee_get_mask(const struct tracee *tracee, struct mask *mask);
bool tracee_set_mask(const struct tracee *tracee, const struct mask *mask);
bool tracee_block_signals(const struct tracee *tracee);

#endif
