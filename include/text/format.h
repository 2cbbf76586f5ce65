/* format.h - the small formatter behind every message. */
#ifndef TEXT_FORMAT_H
#define TEXT_FORMAT_H

#include "text/output.h"

/*
 * Appends a formatted text to output. Knows %s %.*s %c %% and %d %u, also with l, ll and z; %m, the
 * reason in errno in libc's words; and for a char *, as in quote.h: %pq as a shell-quoted name, %pn
 * as a bare name, quoted only if needed, %pc with the escapes of C. No others.
 * Uses no locale, no allocation, no floating point.
 */
void output_format(struct output *output, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void output_vformat(struct output *output, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/*
 * Puts a formatted text into buffer, of size bytes (at least 1), and a NUL after it. Returns
 * whether it fitted; else the buffer holds the beginning of it.
 */
bool format_text(char *buffer, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Appends value in width decimal digits, the last ones: 7 in 3 digits is 007. For fractions. */
void output_digits(struct output *output, unsigned value, int width);

#endif
