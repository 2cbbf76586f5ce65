/* stamp.h - times as svlogd writes them. */
#ifndef SVLOGD_STAMP_H
#define SVLOGD_STAMP_H

#include <stdbool.h>
#include <time.h>

enum { STAMP_TAI64N = 1, STAMP_UTC, STAMP_ISO, STAMP_WIDTH = 25 };

/* @ and 24 hexadecimal digits, or 2026-11-30_06:15:22.12345, or that with a T; no NUL follows. */
void stamp_format(char text[STAMP_WIDTH], int kind, struct timespec time);

/*
 * Makes *last now, or, if the clock has gone back, leaves it; if it must change, strictly, makes it
 * the next nanosecond.
 */
void stamp_order(struct timespec *last, struct timespec now, bool strictly);

#endif
