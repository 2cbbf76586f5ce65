/* log.h - the file with a job's output, written from the ring by a cursor. */
#ifndef HOLD_LOG_H
#define HOLD_LOG_H

#include "keep/ring.h"
#include "modes.h"

enum { LOG_BUFFER = 2048, LOG_RETRY = 1000 };

struct log_options {
	const char *path;     /* absolute; NULL: no log */
	long long size, keep; /* rotate at size bytes (0: never), keep so many old ones */
	bool stamp, raw;
	long long block; /* hold the job back if the disk is full, do not lose output */
	bool pty; /* else all bytes are kept */
};

struct log {
	const struct log_options *options;
	int descriptor;	  /* -1: none */
	uint64_t cursor;  /* offset of the next byte to be written */
	long long lost;	  /* bytes, since the start of the monitor */
	long long retry;  /* CLOCK_MONOTONIC in ms from which on log_feed tries again; 0: now */
	long long size;	  /* that the file may have, in bytes; 0: any */
	long long written; /* that it has */
	bool full;	  /* it is to be rotated before more is written */
	uint64_t unsaid;  /* of those lost, for which there is no line in the log yet */
	int reason;	  /* the errno that they were lost by */
	bool in_line;	  /* the last byte was not a newline */
	struct modes modes; /* of the job's terminal */
	size_t used;	  /* of the buffer: what is to be written next */
	char buffer[LOG_BUFFER];
};

/*
 * Opens (0600, appending) and locks it, if there is to be one. Returns NULL, or what is wrong, in
 * words. The cursor is the caller's to set.
 */
const char *log_open(struct log *log, const struct log_options *options);

/*
 * Writes what the ring has from the cursor on, as far as the disk permits; what the ring no longer
 * has is lost, is counted, and is said in the log. After a failure it tries again only from retry
 * on, or at the end of the output. now: CLOCK_MONOTONIC, ms.
 */
void log_feed(struct log *log, const struct ring *ring, long long now, bool end);

/* Whether the byte, sent to a terminal of these modes, belongs to the text that a log has of it. */
bool log_is_text(struct modes *modes, unsigned char byte);

/* The file may have been renamed: opens the path again; goes on with the old file if it cannot. */
void log_reopen(struct log *log);

#endif
