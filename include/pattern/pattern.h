/* pattern.h - extended regular expressions: whether a text matches one. */
#ifndef PATTERN_PATTERN_H
#define PATTERN_PATTERN_H

#include <stdbool.h>

#include "pattern/bits.h"
#include "pattern/code.h"
#include "pattern/states.h"

enum pattern_result {
	PATTERN_DIFFERS,
	PATTERN_MATCHES,
	PATTERN_UNDECIDED, /* finding out would take too long */
};

/* Starts as all zero. */
struct pattern {
	struct pattern_code code;
	struct pattern_bits bits;     /* for the fast search, if usable */
	struct pattern_states states; /* for the other one, and for both ends of the text */
	long long spent;              /* by all searches so far */
};

/*
 * Compiles an extended regular expression as glibc's regcomp(3) understands it: as in POSIX, with
 * GNU's escapes and back references. Characters are UTF-8 if the environment's locale is, else
 * bytes. Returns NULL, or what is wrong with the text; then the pattern can only be freed.
 */
const char *pattern_compile(struct pattern *pattern, const char *text, bool ignore_case);

/*
 * Searches text for a match. The time is proportional to its length, and at worst to the pattern's;
 * back references may take longer. Once all searches for the pattern have taken some seconds, they
 * give up.
 */
enum pattern_result pattern_search(struct pattern *pattern, const char *text);

/* Whether text matches. If the search gives up, fails with the applet's status. */
bool pattern_matches(struct pattern *pattern, const char *text);

/* Gives the memory back; the pattern is as at the start. */
void pattern_free(struct pattern *pattern);

#endif
