/* arrival.h - signals that arrive through a descriptor, for a supervisor of children. */
#ifndef KEEP_ARRIVAL_H
#define KEEP_ARRIVAL_H

#include <stdbool.h>
#include <sys/types.h>

#include "signal/mask.h"

struct arrival {
	int descriptor; /* to be polled for input */
	struct mask before; /* what was blocked before */
	bool children_ignored; /* SIGCHLD was ignored then */
};

/*
 * Blocks these signals, which a 0 terminates, and has them arrive through the descriptor. Blocks
 * SIGPIPE as well: a message without a reader is not to end this process. If that fails, reports
 * it and exits with status.
 */
void arrival_start(struct arrival *arrival, const char *signals, int status);

/* The next signal that has arrived, or 0. */
int arrival_next(const struct arrival *arrival);

/* In a child: restores what was blocked, and whether SIGCHLD is ignored. */
void arrival_restore(const struct arrival *arrival);

#endif
