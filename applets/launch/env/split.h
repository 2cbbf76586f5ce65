/* split.h - env -S: one string into words. */
#ifndef ENV_SPLIT_H
#define ENV_SPLIT_H

#include <stddef.h>

enum split_result {
	SPLIT_OK,
	SPLIT_UNTERMINATED,  /* no closing quote */
	SPLIT_TRAILING,      /* a backslash at the end */
	SPLIT_SEQUENCE,      /* a backslash and a letter that have no meaning */
	SPLIT_END_IN_QUOTES, /* \c within double quotes */
	SPLIT_EXPANSION,     /* $ that does not begin ${NAME} */
	SPLIT_TOO_LONG,      /* more than SPLIT_MAX bytes */
};

/* More than any kernel passes to a program; keeps all sums from overflowing. */
enum { SPLIT_MAX = 1 << 23 };

struct split {
	const char *text; /* to be split; afterwards its end, or where the error is */
	/* The value of this variable, whose name is not terminated, or NULL if it is unset. */
	const char *(*look_up)(const char *name, size_t length);
	char *buffer; /* of the size that a first call has counted; NULL: only count */
	size_t used;  /* bytes, including the NULs */
	size_t words; /* in buffer one after the other, each followed by a NUL */
};

/*
 * Splits split->text into words at white space, like GNU env's -S: '...' keeps all but \\ and
 * \'; "..." and bare words support \" \# \$ \' \\ \f \n \r \t \v and ${NAME}; \_ is a blank in
 * double quotes and ends a word elsewhere; \c ends the text; so does # at the beginning of a word.
 * A variable's value is not split; an unset one expands to nothing. used and words start at 0.
 */
enum split_result split_words(struct split *split);

#endif
