/* format.c - the small formatter behind every message. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include "text/format.h"
#include "text/quote.h"
#include "text/reason.h"

static void output_number(struct output *output, uintmax_t value)
{
	char digits[3 * sizeof(value)];
	size_t start = sizeof(digits);

	do
		digits[--start] = (char)('0' + value % 10);
	while (value /= 10);
	output_bytes(output, digits + start, sizeof(digits) - start);
}

/* The next argument: an integer with that many l in its conversion; if unsigned, its bits. */
static intmax_t next_integer(va_list *arguments, int longs, bool is_signed)
{
	long value;

	if (longs > 1 && sizeof(long long) > sizeof(long))
		return va_arg(*arguments, long long);
	value = longs ? va_arg(*arguments, long) : va_arg(*arguments, int);
	if (is_signed)
		return value;
	return longs ? (intmax_t)(unsigned long)value : (intmax_t)(unsigned)value;
}

/* Prints one conversion, given what follows its '%'; returns what follows the conversion. */
static const char *convert(struct output *output, const char *format, va_list *arguments,
			   int reason)
{
	const char *text = NULL;
	int longs = 0, limit = -1;
	intmax_t value;
	char style;

	if (*format == '.') { /* always ".*s" */
		limit = va_arg(*arguments, int);
		format += 2;
	}
	for (; *format == 'l' || *format == 'z'; format++)
		longs++;
	switch (*format) {
	case 's':
		text = va_arg(*arguments, const char *);
		while (limit-- && *text)
			output_char(output, *text++);
		break;
	case 'p':
		text = va_arg(*arguments, const char *);
		style = *++format;
		(style == 'q' ? output_quoted : style == 'c' ? output_escaped : output_bare)(
			output, text);
		break;
	case 'c':
		output_char(output, va_arg(*arguments, int));
		break;
	case 'd':
	case 'u':
		value = next_integer(arguments, longs, *format == 'd');
		if (*format == 'd' && value < 0) {
			output_char(output, '-');
			value = -(uintmax_t)value;
		}
		output_number(output, value);
		break;
	case 'm':
		output_text(output, reason_text(reason));
		break;
	default:
		output_char(output, *format);
	}
	return format + 1;
}

void output_vformat(struct output *output, const char *format, va_list arguments)
{
	int reason = errno;
	va_list rest;

	va_copy(rest, arguments);
	while (*format) {
		if (*format == '%')
			format = convert(output, format + 1, &rest, reason);
		else
			output_char(output, *format++);
	}
	va_end(rest);
}

void output_format(struct output *output, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	output_vformat(output, format, arguments);
	va_end(arguments);
}

bool format_text(char *buffer, size_t size, const char *format, ...)
{
	struct output output;
	va_list arguments;

	output_start(&output, OUTPUT_TEXT, buffer, size);
	va_start(arguments, format);
	output_vformat(&output, format, arguments);
	va_end(arguments);
	return output_terminate(&output);
}

void output_digits(struct output *output, unsigned value, int width)
{
	unsigned unit = 1;

	while (--width)
		unit *= 10;
	for (; unit; unit /= 10)
		output_char(output, (char)('0' + value / unit % 10));
}
