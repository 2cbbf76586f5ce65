/* replay.h - where the output shown to a new client begins, and the modes that it needs there. */
#ifndef HOLD_REPLAY_H
#define HOLD_REPLAY_H

#include "keep/ring.h"
#include "modes.h"

/* The monitor's part. Starts as all zero. */
struct replay {
	struct modes tail; /* of a terminal that has been sent what the ring has lost */
	uint64_t at;	   /* the offset of that */
	struct modes head; /* of one that has been sent all */
	uint64_t entry;	   /* offset behind the sequence that last entered the alternate screen */
};

/*
 * The ring has got bytes from offset since on: follows both ends. Stores what a terminal would
 * answer to the queries in them (DA1, DSR, CPR), as far as there is room: none if a terminal is
 * attached. Returns how many bytes that is. Standard: ECMA-48, DEC STD 070.
 */
size_t replay_feed(struct replay *replay, const struct ring *ring, uint64_t since, char *answer,
		   size_t room);

/*
 * Where a terminal that wants that many bytes of history (-1: all) begins: after a line in their
 * oldest quarter, else at a character. Appends what sets the modes there to prefix.
 */
uint64_t replay_begin(const struct replay *replay, const struct ring *ring, int64_t history,
		      struct output *prefix);

/* Whether the screen is only right after a redraw: alternate, or absolute cursor moves. */
bool replay_needs_redraw(const struct replay *replay, const struct ring *ring);

#endif
