/* number.c - numbers on command lines. */
#include <string.h>

#include "text/byte.h"
#include "text/number.h"

enum number_result number_parse(const char *text, long long minimum, long long maximum,
				long long *value)
{
	bool negative = *text == '-', overflow = false;
	long long sum = 0;

	if (*text == '-' || *text == '+')
		text++;
	if (!*text)
		return NUMBER_INVALID;
	for (; *text; text++) {
		int digit = *text - '0';

		if (digit < 0 || digit > 9)
			return NUMBER_INVALID;
		if (__builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, negative ? -digit : digit, &sum))
			overflow = true;
	}
	if (overflow || sum < minimum || sum > maximum) {
		if (overflow)
			*value = negative ? minimum : maximum;
		else
			*value = sum < minimum ? minimum : maximum;
		return NUMBER_OVERFLOW;
	}
	*value = sum;
	return NUMBER_OK;
}

const char *skip_blanks(const char *text)
{
	return text + span_of(text, " \t\n\v\f\r");
}
