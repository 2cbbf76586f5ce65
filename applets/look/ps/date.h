/* date.h - dates in a format of the user's, as strftime(3) makes them in the C locale. */
#ifndef PS_DATE_H
#define PS_DATE_H

#include <time.h>

#include "text/output.h"

/*
 * Appends a date; seconds are those since 1970, for %s. Numbers accept the flags - (not padded),
 * _ (with blanks) and 0 of GNU's date. Unknown conversions are copied.
 */
void output_date(struct output *output, const char *format, const struct tm *tm, time_t seconds);

#endif
