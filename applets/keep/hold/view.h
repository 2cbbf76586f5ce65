/* view.h - the attached client. */
#ifndef HOLD_VIEW_H
#define HOLD_VIEW_H

#include "connection.h"

struct view_options {
	bool read_only;
	bool others;	     /* detach the other clients */
	const char *key;     /* -e; NULL: $HOLD_DETACH, else ^\ */
	long long history;   /* bytes; -1: all */
	long long patience;  /* milliseconds; -1: 1 s on a terminal, else 10 s */
};

/*
 * Attaches to the job of the connection, which is open and has sent nothing yet (HELLO is the
 * first), until it is detached or the job ends. Says how it ended; returns the exit status.
 */
int view_attach(struct connection *connection, const struct view_options *options);

/*
 * "[web ended: exit 3]" and the like on standard error, for a status as of wait(2); -1 if the
 * monitor has gone without one. Returns the status to exit with.
 */
int view_tell_end(const char *name, int status);

#endif
