/* match.h - finding a text in the lines of an output, escape sequences left out. */
#ifndef MATCH_H
#define MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "scanner.h"

enum { MATCH_LIMIT = 256 };

/* Starts as all zero but text, of 1 to MATCH_LIMIT bytes. */
struct match {
	const char *text;
	struct scanner scanner;
	unsigned short used;
	char last[MATCH_LIMIT]; /* the last bytes of the line, as many as text has */
};

/* Whether the text ends within these bytes, which follow those of earlier calls. */
bool match_feed(struct match *match, const char *bytes, size_t count);

#endif
