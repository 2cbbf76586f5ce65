/* stamp.c - times as svlogd writes them. */
#include "stamp.h"
#include "text/calendar.h"
#include "text/format.h"

enum { BILLION = 1000000000 };

void stamp_order(struct timespec *last, struct timespec now, bool strictly)
{
	if (now.tv_sec > last->tv_sec ||
	    (now.tv_sec == last->tv_sec && now.tv_nsec > last->tv_nsec)) {
		*last = now;
		return;
	}
	last->tv_nsec += strictly;
	last->tv_sec += last->tv_nsec == BILLION;
	last->tv_nsec %= BILLION;
}

static char *put_hexadecimal(char *to, unsigned long long value, int digits)
{
	while (digits--)
		*to++ = "0123456789abcdef"[value >> 4 * digits & 15];
	return to;
}

void stamp_format(char text[STAMP_WIDTH], int kind, struct timespec time)
{
	unsigned long long seconds = time.tv_sec;
	struct output output;

	if (kind == STAMP_TAI64N) {
		*text++ = '@';
		text = put_hexadecimal(text, TAI64_EPOCH + seconds, 16);
		put_hexadecimal(text, time.tv_nsec, 8);
		return;
	}
	/* only a byte more would fill it */
	output_start(&output, OUTPUT_TEXT, text, STAMP_WIDTH + 1);
	output_calendar(&output, time.tv_sec, kind == STAMP_ISO ? "--T::" : "--_::");
	output_char(&output, '.');
	output_digits(&output, time.tv_nsec / 10000, 5);
}
