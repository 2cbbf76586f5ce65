/* backoff.c - how long to wait before a restart, and when to give up. */
#include <limits.h>
#include <string.h>
#include <time.h>

#include "keep/backoff.h"
#include "text/byte.h"
#include "text/clock.h"
#include "text/duration.h"
#include "text/number.h"

enum {
	PART_SIZE = 48,
	UNIT = 1000000,         /* microseconds in a second */
	DAYS = INT_MAX / 1000,  /* seconds, 24 days: the maximum of each duration */
};

/* Copies the part at *text, which follows a separator unless that is 0, and moves past it. */
static const char *take_part(const char **text, char separator, char part[PART_SIZE])
{
	const char *at = skip_blanks(*text);
	size_t length;

	if (separator && *at == separator)
		at = skip_blanks(at + 1);
	length = span_before(at, ":/ \t\n\v\f\r");
	*text = at + length;
	if (length >= PART_SIZE)
		length = 0; /* the empty text is not valid anywhere */
	memcpy(part, at, length);
	part[length] = '\0';
	return part;
}

/* The duration in microseconds, or -1. */
static long long microseconds(const char *text)
{
	struct timespec duration;

	if (!duration_parse(text, &duration))
		return -1;
	if (duration.tv_sec >= DAYS)
		return (long long)DAYS * UNIT;
	return duration.tv_sec * (long long)UNIT + (duration.tv_nsec + 999) / 1000;
}

bool backoff_parse(const char *text, struct backoff *backoff)
{
	char part[PART_SIZE];
	long long factor;

	backoff->start = microseconds(take_part(&text, '\0', part));
	backoff->cap = microseconds(take_part(&text, ':', part));
	/* a decimal number has the form of a duration without a unit */
	factor = microseconds(take_part(&text, ':', part));
	backoff->factor = factor / (UNIT / BACKOFF_EXACT);
	return backoff->start >= 0 && backoff->cap >= backoff->start && factor >= UNIT &&
	       factor <= 1000LL * UNIT && !part[span_of(part, "0123456789.")] &&
	       !*skip_blanks(text);
}

bool backoff_limit_parse(const char *text, struct backoff_limit *limit)
{
	char part[PART_SIZE];

	if (number_parse(take_part(&text, '\0', part), 1, BACKOFF_STARTS - 1, &limit->count) !=
	    NUMBER_OK)
		return false;
	limit->window = (microseconds(take_part(&text, '/', part)) + 999) / 1000;
	return limit->window > 0 && !*skip_blanks(text);
}

long long backoff_delay(const struct backoff *backoff, unsigned n, int scale)
{
	long long delay = backoff->start;

	/* without a growth there is nothing to repeat */
	while (n-- && delay < backoff->cap && delay && backoff->factor > BACKOFF_EXACT)
		delay = (delay * backoff->factor + BACKOFF_EXACT - 1) / BACKOFF_EXACT;
	if (delay > backoff->cap)
		delay = backoff->cap;
	return (delay * scale + UNIT - 1) / UNIT;
}

int backoff_jitter(void)
{
	/* microseconds alone would be 0 if the clock is coarse; the bits mix on their way down */
	return 900 + (int)((unsigned)clock_now(CLOCK_MONOTONIC).tv_nsec * 2654435761U >> 16) % 201;
}

void backoff_started(struct backoff_starts *starts, long long now)
{
	starts->times[starts->count++ % BACKOFF_STARTS] = now;
}

bool backoff_exceeded(const struct backoff_starts *starts, const struct backoff_limit *limit,
		      long long now)
{
	unsigned first = starts->count - 1 - (unsigned)limit->count;

	return starts->count > limit->count &&
	       now - starts->times[first % BACKOFF_STARTS] < limit->window;
}
