/* near.c - whether what was typed is one slip away from something known. */
#include <string.h>

#include "text/byte.h"
#include "text/format.h"
#include "text/near.h"

enum { LENGTH_LEAST = 3 };

bool near_miss(const char *given, const char *known)
{
	size_t left = strlen(given), other = strlen(known);
	bool is_short = left < LENGTH_LEAST || other < LENGTH_LEAST - 1;
	bool two = other == LENGTH_LEAST - 1, exact = true, doubled = false;

	for (; *given && is_same_letter(*given, *known); given++, known++, left--, other--) {
		exact &= *given == *known;
		doubled = is_same_letter(given[0], given[1]);
	}
	if (!left && !other)
		return !exact;
	/* of two letters only one that is doubled */
	if (is_short || (two && !doubled))
		return false;
	while (left && other && is_same_letter(given[left - 1], known[other - 1])) {
		left--;
		other--;
	}
	return (left <= 1 && other <= 1) ||
	       (left == 2 && other == 2 && is_same_letter(given[0], known[1]) &&
		is_same_letter(given[1], known[0]));
}

const char *near_hint(char buffer[NEAR_HINT_SIZE], const char *prefix, const char *known)
{
	if (!known ||
	    !format_text(buffer, NEAR_HINT_SIZE, "; did you mean '%s%s'?", prefix, known))
		return "";
	return buffer;
}
