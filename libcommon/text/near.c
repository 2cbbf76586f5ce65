/* near.c - whether what was typed is one slip away from something known. */
#include <string.h>
#include <strings.h>

#include "text/format.h"
#include "text/near.h"

enum { LENGTH_LEAST = 3 };

static int lower(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
}

bool near_miss(const char *given, const char *known)
{
	size_t length = strlen(given), other = strlen(known);

	if (!strcasecmp(given, known))
		return strcmp(given, known) != 0;
	if (length < LENGTH_LEAST || other < LENGTH_LEAST)
		return false;
	while (*given && lower(*given) == lower(*known)) {
		given++;
		known++;
	}
	if (length == other + 1)
		return !strcasecmp(given + 1, known);
	if (length + 1 == other)
		return !strcasecmp(given, known + 1);
	if (length != other || !*given)
		return false;
	return !strcasecmp(given + 1, known + 1) ||
	       (given[1] && lower(given[0]) == lower(known[1]) &&
		lower(given[1]) == lower(known[0]) && !strcasecmp(given + 2, known + 2));
}

const char *near_hint(char buffer[NEAR_HINT_SIZE], const char *prefix, const char *known)
{
	if (!known ||
	    !format_text(buffer, NEAR_HINT_SIZE, "; did you mean '%s%s'?", prefix, known))
		return "";
	return buffer;
}
