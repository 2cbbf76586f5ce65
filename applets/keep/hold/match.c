/* match.c - finding a text in the lines of an output, escape sequences left out. */
#include <string.h>

#include "match.h"

bool match_feed(struct match *match, const char *bytes, size_t count)
{
	size_t length = strlen(match->text);

	for (; count--; bytes++) {
		enum scanned what = scanner_step(&match->scanner, (unsigned char)*bytes);

		if (what == SCANNED_CONTROL && *bytes == '\n')
			match->used = 0;
		if (what != SCANNED_TEXT && *bytes != '\t')
			continue;
		if (match->used == length)
			memmove(match->last, match->last + 1, --match->used);
		match->last[match->used++] = *bytes;
		if (match->used == length && !memcmp(match->last, match->text, length))
			return true;
	}
	return false;
}
