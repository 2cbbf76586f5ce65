/* duration.c - times on command lines. */
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "text/byte.h"
#include "text/clock.h"
#include "text/duration.h"

enum { BILLION = 1000000000 };

#define SECONDS_MAX ((time_t)(sizeof(time_t) == 8 ? INT64_MAX : INT32_MAX))

const struct timespec DURATION_FOREVER = { .tv_sec = SECONDS_MAX, .tv_nsec = BILLION - 1 };

/* A number as it was written: its digits, of this base, and where its point falls among them. */
struct numeral {
	const char *text;
	int base;   /* 10; or 2, four digits of which are one of text, a hexadecimal one */
	int before; /* digits before the point in text */
	int digits; /* in text */
	long point; /* digits before the point, the exponent counted in */
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Reads LETTER[+-]DIGITS at *text, if it is there, and moves past it. Huge values saturate. */
static long exponent(const char **text, int letter)
{
	const char *at = *text;
	bool negative;
	long value = 0;

	if ((*at | 0x20) != letter)
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
static const char *numeral_parse(const char *text, struct numeral *numeral)
{
	static const char all[] = "abcdefABCDEF0123456789";
	bool hexadecimal = text[0] == '0' && (text[1] | 0x20) == 'x';
	const char *set = hexadecimal ? all : all + 12, *at;
	int factor = hexadecimal ? 4 : 1;
	long before, after = 0;

	if (hexadecimal)
		text += 2;
	before = span_of(text, set);
	at = text + before;
	if (*at == '.') {
		after = span_of(at + 1, set);
		at += 1 + after;
	}
	if (before + after == 0 || at - text > INT_MAX / 8)
		return NULL;
	*numeral = (struct numeral){ .text = text, .base = hexadecimal ? 2 : 10 };
	numeral->before = factor * before;
	numeral->digits = factor * (before + after);
	numeral->point = numeral->before + exponent(&at, hexadecimal ? 'p' : 'e');
	return at;
}

static int digit_at(const struct numeral *numeral, long index)
{
	const char *text = numeral->text;
	int digit;

	if (index < 0 || index >= numeral->digits)
		return 0;
	if (index >= numeral->before)
		text++;
	if (numeral->base == 10)
		return text[index] - '0';
	digit = text[index / 4];
	if (!is_digit((char)digit))
		digit += 9; /* the low four bits of the letters are 1 to 6 */
	return digit >> (3 - index % 4) & 1;
}

/*
 * numeral x unit seconds. The fraction goes from its last digit up, each step a division by the
 * base: what those leave over is less than a nanosecond in all, and rounds the result up.
 */
static struct timespec scale(const struct numeral *numeral, int unit)
{
	uint64_t whole = 0, part = 0;
	int base = numeral->base;
	bool more = false;

	for (long i = 0; i < numeral->point; i++) {
		if (whole > (uint64_t)SECONDS_MAX / unit / base)
			return DURATION_FOREVER;
		whole = whole * base + digit_at(numeral, i);
		if (i >= numeral->digits && whole == 0)
			break;
	}
	for (long i = numeral->digits - 1; i >= numeral->point; i--) {
		if (i < 0 && part == 0)
			break;
		part += (uint64_t)digit_at(numeral, i) * unit * BILLION;
		more |= part % base != 0;
		part /= base;
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
	struct numeral numeral;
	bool negative = *text == '-';

	if (negative || *text == '+')
		text++;
	if (is_same(text, "inf", 3)) {
		end = text + (is_same(text, "infinity", 8) ? 8 : 3);
		*duration = DURATION_FOREVER;
		return !negative && (!*end || (strchr(suffixes, *end) && !end[1]));
	}
	end = numeral_parse(text, &numeral);
	if (!end)
		return false;
	suffix = *end ? strchr(suffixes, *end) : suffixes;
	if (!suffix || (*end && end[1]))
		return false;
	*duration = scale(&numeral, units[suffix - suffixes]);
	/* -0 is a zero, as it is for strtod */
	return !negative || (!duration->tv_sec && !duration->tv_nsec);
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
	return duration_add(clock_now(CLOCK_MONOTONIC), duration);
}

struct timespec duration_left(struct timespec deadline)
{
	struct timespec now = clock_now(CLOCK_MONOTONIC);

	deadline.tv_sec -= now.tv_sec;
	deadline.tv_nsec -= now.tv_nsec;
	if (deadline.tv_nsec < 0) {
		deadline.tv_nsec += BILLION;
		deadline.tv_sec--;
	}
	if (deadline.tv_sec < 0)
		deadline.tv_sec = deadline.tv_nsec = 0;
	return deadline;
}
