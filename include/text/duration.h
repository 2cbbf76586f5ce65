/* duration.h - times on command lines: 10, 0.5s, 1.5m, 2h, 1d, 1e-3, 0x1p-4, infinity. */
#ifndef TEXT_DURATION_H
#define TEXT_DURATION_H

#include <stdbool.h>
#include <time.h>

/* The maximum duration, also used for "infinity" and anything longer. It never ends. */
extern const struct timespec DURATION_FOREVER;

/*
 * Parses all of text as a number, decimal or hexadecimal (0x, with an exponent p of 2), optionally
 * with an exponent, and an optional suffix s, m, h or d (seconds without one; after 0x a d is a
 * digit); or as "inf" or "infinity" in any case. Exact to the nanosecond, rounded up.
 * Returns false (errno unchanged) for anything else: empty, less than 0, malformed, or "nan".
 */
bool duration_parse(const char *text, struct timespec *duration);

/* a + b, at most DURATION_FOREVER. */
struct timespec duration_add(struct timespec a, struct timespec b);

/* Now + duration on CLOCK_MONOTONIC, at most DURATION_FOREVER. */
struct timespec duration_deadline(struct timespec duration);

/* The time left until the deadline on CLOCK_MONOTONIC; 0 once it has passed. */
struct timespec duration_left(struct timespec deadline);

#endif
