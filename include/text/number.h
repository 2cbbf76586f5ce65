/* number.h - numbers on command lines. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include <stdbool.h>

enum number_result {
	NUMBER_OK,
	NUMBER_INVALID,  /* empty, or something that is not a digit */
	NUMBER_OVERFLOW, /* outside minimum..maximum: *value is the nearer of them */
};

/*
 * Parses all of text as a decimal integer with an optional sign, nothing before and nothing after.
 * *value is set unless the result is NUMBER_INVALID.
 */
enum number_result number_parse(const char *text, long long minimum, long long maximum,
				long long *value);

/* text without the leading blanks that strtol(3) and strtod(3) skip. */
const char *skip_blanks(const char *text);

#endif
