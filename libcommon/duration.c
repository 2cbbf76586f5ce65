/* duration.c - times on command lines. */
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "duration.h"

enum { BILLION = 1000000000 };

#define SECONDS_MAX ((time_t)(sizeof(time_t) == 8 ? INT64_MAX : INT32_MAX))

const struct timespec DURATION_FOREVER = { .tv_sec = SECONDS_MAX, .tv_nsec = BILLION - 1 };

/* A decimal number as it was written: its digits, and where its point falls among them. */
struct decimal {
	const char *text;
	int length; /* of text, a point included */
	int digits; /* in text */
	long point; /* digits before the decimal point, the exponent counted in */
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Reads "[eE][+-]DIGITS" at *text, if it stands there, and goes past it. Far out it saturates. */
static long exponent(const char **text)
{
	const char *at = *text;
	bool negative;
	long value = 0;

	if (*at != 'e' && *at != 'E')
		return 0;
	at++;
	negative = *at == '-';
	if (*at == '-' || *at == '+')
		at++;
	if (!is_digit(*at))
		return 0;
	for (; is_digit(*at); at++)
		value = value < INT_MAX / 20 ? value * 10 + (*at - '0') : value;
	*text = at;
	return negative ? -value : value;
}

/* Reads a number at text; returns what follows it, or NULL if there is none. */
static const char *decimal_parse(const char *text, struct decimal *decimal)
{
	const char *at = text + strspn(text, "0123456789");
	long before = at - text, after = 0;

	if (*at == '.') {
		after = strspn(at + 1, "0123456789");
		at += 1 + after;
	}
	if (before + after == 0 || at - text > INT_MAX / 2)
		return NULL;
	*decimal = (struct decimal){ .text = text, .length = at - text, .digits = before + after };
	decimal->point = before + exponent(&at);
	return at;
}

static int digit_at(const struct decimal *decimal, long index, long before)
{
	if (index < 0 || index >= decimal->digits)
		return 0;
	return decimal->text[index < before ? index : index + 1] - '0';
}

/*
 * decimal x unit seconds. The fraction goes from its last digit up, each step a tenth: what the
 * divisions leave over is less than a nanosecond in all, and rounds the result up.
 */
static struct timespec scale(const struct decimal *decimal, int unit)
{
	long before = strspn(decimal->text, "0123456789");
	uint64_t whole = 0, part = 0;
	bool more = false;

	for (long i = 0; i < decimal->point; i++) {
		if (whole > (uint64_t)SECONDS_MAX / unit / 10)
			return DURATION_FOREVER;
		whole = whole * 10 + digit_at(decimal, i, before);
		if (i >= decimal->digits && whole == 0)
			break;
	}
	for (long i = decimal->digits - 1; i >= 0 && i >= decimal->point; i--) {
		part += (uint64_t)digit_at(decimal, i, before) * unit * BILLION;
		more |= part % 10 != 0;
		part /= 10;
	}
	for (long i = decimal->point; i < 0 && part; i++) {
		more |= part % 10 != 0;
		part /= 10;
	}
	part += more;
	whole = whole * unit + part / BILLION;
	if (whole > (uint64_t)SECONDS_MAX)
		return DURATION_FOREVER;
	return (struct timespec){ .tv_sec = whole, .tv_nsec = part % BILLION };
}

bool duration_parse(const char *text, struct timespec *duration)
{
	static const char suffixes[] = "smhd";
	static const int units[] = { 1, 60, 3600, 86400 };
	const char *end, *suffix;
	struct decimal decimal;

	if (*text == '+')
		text++;
	if (!strncasecmp(text, "inf", 3)) {
		end = text + (strncasecmp(text, "infinity", 8) ? 3 : 8);
		*duration = DURATION_FOREVER;
		return !*end || (strchr(suffixes, *end) && !end[1]);
	}
	end = decimal_parse(text, &decimal);
	if (!end)
		return false;
	suffix = *end ? strchr(suffixes, *end) : suffixes;
	if (!suffix || (*end && end[1]))
		return false;
	*duration = scale(&decimal, units[suffix - suffixes]);
	return true;
}

struct timespec duration_add(struct timespec a, struct timespec b)
{
	a.tv_nsec += b.tv_nsec;
	if (a.tv_nsec >= BILLION) {
		a.tv_nsec -= BILLION;
		if (a.tv_sec == SECONDS_MAX)
			return DURATION_FOREVER;
		a.tv_sec++;
	}
	if (a.tv_sec > SECONDS_MAX - b.tv_sec)
		return DURATION_FOREVER;
	a.tv_sec += b.tv_sec;
	return a;
}

struct timespec duration_deadline(struct timespec duration)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return duration_add(now, duration);
}

struct timespec duration_left(struct timespec deadline)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	deadline.tv_sec -= now.tv_sec;
	deadline.tv_nsec -= now.tv_nsec;
	if (deadline.tv_nsec < 0) {
		deadline.tv_nsec += BILLION;
		deadline.tv_sec--;
	}
	return deadline.tv_sec < 0 ? (struct timespec){ 0 } : deadline;
}
