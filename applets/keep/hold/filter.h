/* filter.h - what of a job's output a client's terminal is sent.
 *
 * Of the history: not what asks a terminal or makes it act, and no stay on the alternate screen
 * that is over. Of what follows: all, but only one of several terminals is asked.
 */
#ifndef HOLD_FILTER_H
#define HOLD_FILTER_H

#include "modes.h"

enum { FILTER_HELD = 256, FILTER_ROOM = FILTER_HELD + MODES_SIZE };

/* Starts as all zero but what is known from WELCOME. */
struct filter {
	struct modes shown; /* what the terminal was sent */
	struct modes real;  /* what the job's would have been */
	uint64_t offset;    /* of the next byte */
	uint64_t head;	    /* up to there it is history */
	uint64_t entry;	    /* from there on the alternate screen is shown; UINT64_MAX: never */
	bool other_size;    /* the job's terminal had another one */
	bool silent;	    /* do not ask the terminal */
	bool live;	    /* head has been passed */
	unsigned used;
	char held[FILTER_HELD]; /* a sequence, until it is complete; a longer one is left out */
};

/*
 * The output begins at offset, in a terminal set by prefix, of count bytes; without a prefix it
 * goes on where it has ended. Sets the terminal so, which is as shown says. May append FILTER_ROOM.
 */
void filter_begin(struct filter *filter, uint64_t offset, const char *prefix, size_t count,
		  struct output *output);

/*
 * Appends what the terminal is to be sent of these bytes, as long as FILTER_ROOM is left in output.
 * Returns how many bytes it has taken; it has to be called once without any, too.
 */
size_t filter_feed(struct filter *filter, const char *bytes, size_t count, struct output *output);

#endif
