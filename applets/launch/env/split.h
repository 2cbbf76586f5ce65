/* split.h - env -S: one string into words. */
#ifndef ENV_SPLIT_H
#define ENV_SPLIT_H

#include <stddef.h>

enum split_result {
	SPLIT_OK,
	SPLIT_UNTERMINATED,  /* no closing quote */
	SPLIT_TRAILING,      /* a backslash with nothing behind it */
	SPLIT_SEQUENCE,      /* a backslash before a letter that means nothing there */
	SPLIT_END_IN_QUOTES, /* \c within double quotes */
	SPLIT_EXPANSION,     /* $ that begins no ${NAME} */
	SPLIT_TOO_LONG,      /* more than SPLIT_MAX bytes */
};

/* More than any kernel hands to a program; keeps all sums far from an overflow. */
enum { SPLIT_MAX = 1 << 23 };

struct split {
	const char *text; /* what to split; moved: in the end where it stopped, or what is wrong */
	/* The value of the variable of this name (it has no NUL behind it), or NULL if unset. */
	const char *(*look_up)(const char *name, size_t length);
	char *buffer; /* of the size that a first call has counted; NULL: only count */
	size_t used;  /* bytes in all, the NULs included */
	size_t words; /* in buffer one behind the other, each with a NUL */
};

/*
 * Splits split->text into words at white space, as GNU env's -S does: '...' keeps all but \\ and
 * \'; "..." and bare words know \" \# \$ \' \\ \f \n \r \t \v and ${NAME}; \_ is a blank in double
 * quotes and ends a word elsewhere; \c ends the text; so does # at the beginning of a word. A
 * variable's value is not split; one that is unset leaves nothing. used and words begin as 0.
 */
enum split_result split_words(struct split *split);

#endif
