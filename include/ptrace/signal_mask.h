/* signal_mask.h - the signals that we, and a thread that we hold, are to be spared. */
#ifndef PTRACE_SIGNAL_MASK_H
#define PTRACE_SIGNAL_MASK_H

#include <stdbool.h>

#include "ptrace/tracee.h"
#include "signal/mask.h"

/*
 * All signals of this process are to be blocked while it has a tracee: to be killed in the middle
 * would harm that. Sets what they were. The default action for SIGCHLD, so that it comes.
 */
void tracee_prepare(struct mask *before);
void tracee_conclude(const struct mask *before);

/* The signals that it blocks. Blocking all but SIGSYS: that would take its handler away. */
bool tracee_get_mask(const struct tracee *tracee, struct mask *mask);
bool tracee_set_mask(const struct tracee *tracee, const struct mask *mask);
bool tracee_block_signals(const struct tracee *tracee);

#endif
