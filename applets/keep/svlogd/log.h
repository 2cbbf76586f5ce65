/* log.h - one directory: its files. */
#ifndef SVLOGD_LOG_H
#define SVLOGD_LOG_H

#include "svlogd.h"

/* The old files of a log. A name is "" if there is none. */
struct old_files {
	unsigned long long count;
	char processed[LOG_NAME_SIZE];   /* the oldest .s */
	char unprocessed[LOG_NAME_SIZE]; /* the oldest .u that no processor reads */
};

/* Opens the directory, reads its configuration, opens current. Returns false after a warning. */
bool logdir_open(struct svlogd *svlogd, struct log *log);

/* Writes what is due, marks current as complete and closes everything but the input. */
void logdir_close(struct svlogd *svlogd, struct log *log);

/* open(2) of a file there, without waiting, above 2. */
int logdir_file(const struct log *log, const char *name, int flags, int mode);

/* Whether there is a file of this name. */
bool logdir_has(const struct log *log, const char *name);

/* Looks for old files, and removes what processors have left behind. */
void logdir_find_old(const struct log *log, struct old_files *old);

/* Appends bytes to current; they are written with the buffer. */
void logdir_put(struct svlogd *svlogd, struct log *log, const char *bytes, size_t count);

/*
 * Writes the buffer, which belongs to one log at a time, whatever that takes. Notes that everything
 * in the input before position is logged (input_note).
 */
void logdir_flush(struct svlogd *svlogd, const struct log *log, const char *position, bool inside,
	       bool move);

/*
 * The same; then current gets a name of its own and a new one begins, unless it is empty or the log
 * is not in use.
 */
void logdir_rotate(struct svlogd *svlogd, struct log *log, const char *position, bool inside);

#endif
