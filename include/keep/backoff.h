/* backoff.h - how long to wait before a restart, and when to give up.
 *
 * Stands alone: whatever restarts what it supervises needs it, and it has its own tests.
 */
#ifndef KEEP_BACKOFF_H
#define KEEP_BACKOFF_H

#include <stdbool.h>

/* The delay before restart n (0: the first) is start * factor^n, at most cap. */
struct backoff {
	long long start, cap; /* microseconds */
	long long factor;     /* thousandths, at least 1000 */
};

/* More than count starts within the window are too many. */
struct backoff_limit {
	long long count;  /* 1 to BACKOFF_STARTS - 1 */
	long long window; /* milliseconds, at least 1 */
};

enum { BACKOFF_STARTS = 64, BACKOFF_EXACT = 1000 };

/* The times of the latest starts, in milliseconds of any clock that does not jump. Zero: none. */
struct backoff_starts {
	long long times[BACKOFF_STARTS];
	unsigned count; /* of all starts */
};

/*
 * Parses "START:CAP:FACTOR": two durations, CAP not the shorter one, and a decimal number from 1 to
 * 1000. Blanks are as good as colons, and may surround each part. Returns false for anything else.
 */
bool backoff_parse(const char *text, struct backoff *backoff);

/* Parses "COUNT/WINDOW", a number and a duration, or the same with a blank. False: it is not. */
bool backoff_limit_parse(const char *text, struct backoff_limit *limit);

/*
 * The delay before restart n in milliseconds, rounded up; scale is in thousandths: BACKOFF_EXACT,
 * or backoff_jitter().
 */
long long backoff_delay(const struct backoff *backoff, unsigned n, int scale);

/* At random, 900 to 1100: keeps services that have failed together from restarting together. */
int backoff_jitter(void);

/* Records a start at this time. */
void backoff_started(struct backoff_starts *starts, long long now);

/* Whether the recorded starts, the latest of which was now or earlier, are too many. */
bool backoff_exceeded(const struct backoff_starts *starts, const struct backoff_limit *limit,
		      long long now);

#endif
