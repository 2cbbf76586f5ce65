/* terminals.h - replacing the standard descriptors that are terminals. */
#ifndef NOHUP_TERMINALS_H
#define NOHUP_TERMINALS_H

#include <stdbool.h>

#include "file/descriptor.h"

struct terminals {
	bool pipes;         /* pipes and sockets count as terminals, too */
	bool keeps_output;  /* standard output stays, whatever it is */
	/* set by terminals_look: */
	enum slot slots[3]; /* the standard descriptors as they were found */
	bool stops_writers; /* stderr's terminal stops a background job that writes to it */
};

/* Inspects the standard descriptors. Returns whether any is a terminal. */
bool terminals_look(struct terminals *terminals);

/* Replaces those that are, and reports that. Exits with a message if that fails. */
void terminals_leave(const struct terminals *terminals);

/*
 * error() on the original stderr, without being stopped for writing there from the background.
 * Returns false if it could not be written.
 */
bool terminals_announce(const struct terminals *terminals, const char *message, const char *name);

/* Moves an open descriptor to slot, unless it is there already. Exits with a message on failure. */
void descriptor_place(int descriptor, int slot, const char *what);

#endif
