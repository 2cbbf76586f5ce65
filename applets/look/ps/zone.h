/* zone.h - local time: POSIX.1-2024 8.3 (TZ), RFC 8536 (files of time zones). */
#ifndef PS_ZONE_H
#define PS_ZONE_H

#include <time.h>

#include "text/text.h"

/*
 * The rule, or what the file tells of. Starts as all zero. Instead of libc's localtime_r(3), which
 * is four times as large and brings malloc.
 */
struct zone {
	struct text file;
	const char *times, *types, *names; /* in the file */
	size_t count, kinds;		   /* of times, of types */
	int width;			   /* of a time */
	const char *rule; /* such as CET-1CEST,M3.5.0,M10.5.0/3, after the last time; or NULL */
	char name[16];	  /* to which a tm_zone points */
};

/*
 * The zone that TZ names, or that of the system; UTC where there is no such file. A TZ like
 * EST5EDT, with a name for summer and no rule when that is, has the rule of the USA, as with glibc.
 */
void zone_start(struct zone *zone);

/* Sets all of *tm but tm_isdst from seconds since 1970. tm_zone is valid until the next call. */
void zone_split(struct zone *zone, long long seconds, struct tm *tm);

#endif
