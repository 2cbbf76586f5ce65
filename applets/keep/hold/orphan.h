/* orphan.h - jobs whose monitors were killed. */
#ifndef HOLD_ORPHAN_H
#define HOLD_ORPHAN_H

#include "connection.h"
#include "record.h"

enum { SURVIVED = 4 };

/* Whether the process that the record names is still running; reads the record. */
bool orphan_runs(int job_directory, struct state *state);

/*
 * Stops the process that the record names, if it is still that one, and its descendants: sends
 * TERM, then KILL after that many milliseconds (-1: 10 s). Returns 0, or SURVIVED.
 */
int orphan_stop(const struct connection *connection, long long timeout);

#endif
