/* interval.c - the counted repetitions of regular expressions. */
#include <stddef.h>

#include "pattern/interval.h"

enum { COUNT_MAX = 0x7fff, NONE = -1, MALFORMED = -2 };

const char pattern_too_big[] = "Regular expression too big";

/* The number before a comma or a brace, or NONE, or MALFORMED. */
static int take_number(const char **at)
{
	int number = NONE;

	for (; **at && **at != '}' && **at != ','; ++*at) {
		unsigned digit = (unsigned)**at - '0';

		if (digit > 9 || number == MALFORMED)
			number = MALFORMED;
		else if (number <= COUNT_MAX)
			number = (number == NONE ? 0 : number * 10) + (int)digit;
		/* an escaped brace does not end the interval */
		if (**at == '\\' && (*at)[1])
			++*at;
	}
	return **at ? number : MALFORMED;
}

const char *pattern_interval(const char **at, int *minimum, int *maximum)
{
	*minimum = *maximum = take_number(at);
	if (*minimum == NONE && **at == '}')
		return "Invalid content of \\{\\}";
	if (*minimum != MALFORMED && **at == ',') {
		++*at;
		*maximum = take_number(at);
		*minimum = *minimum == NONE ? 0 : *minimum;
	}
	if (!**at)
		return "Unmatched \\{";
	if (**at != '}' || *minimum == MALFORMED || *maximum == MALFORMED ||
	    (*maximum != NONE && *minimum > *maximum))
		return "Invalid content of \\{\\}";
	if (*minimum > COUNT_MAX || *maximum > COUNT_MAX)
		return pattern_too_big;
	++*at;
	return NULL;
}
