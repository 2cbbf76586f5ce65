/* code.h - the code that a regular expression is compiled to. */
#ifndef PATTERN_CODE_H
#define PATTERN_CODE_H

#include <stdbool.h>

#include "text/text.h"

/* A cell of the code is an operation with an argument. */
enum pattern_operation {
	PATTERN_END,       /* the text matches */
	PATTERN_SPLIT,     /* continue at the next cell, and also as JUMP does */
	PATTERN_JUMP,      /* continue at this cell plus argument */
	PATTERN_CHARACTER, /* take this character */
	PATTERN_ANY,       /* take any character */
	PATTERN_SET,       /* take a character of this set */
	PATTERN_REFERENCE, /* take what this group has taken */
	PATTERN_OPEN,      /* begin this group */
	PATTERN_CLOSE,     /* end it */
	/* continue only at the beginning or end of the text, */
	PATTERN_TEXT_BEGIN,
	PATTERN_TEXT_END,
	/* of a word, at either of these, or at neither */
	PATTERN_WORD_BEGIN,
	PATTERN_WORD_END,
	PATTERN_WORD_EDGE,
	PATTERN_NO_EDGE,
};

enum {
	PATTERN_GROUPS = 9,          /* references are \1 to \9 */
	PATTERN_CELLS_MAX = 1 << 20, /* a larger pattern is too big */
};

struct pattern_code {
	bool utf8, ignore_case;
	bool too_big;      /* a cell could not be added */
	unsigned referred; /* bit N: there is a reference to group N */
	struct text cells; /* of int */
	struct text sets;
};

static inline enum pattern_operation cell_operation(int cell)
{
	return cell & 15;
}

static inline int cell_argument(int cell)
{
	return cell >> 4;
}

/* The cells, valid until the next one is added, and their number. */
int *pattern_cells(const struct pattern_code *code);
int pattern_length(const struct pattern_code *code);

/* Adds a cell at the end. */
void pattern_add(struct pattern_code *code, enum pattern_operation operation, int argument);

/* Inserts a cell at place, which no jump may cross yet. */
void pattern_insert(struct pattern_code *code, int place, enum pattern_operation operation,
		    int argument);

/* Makes the JUMP at place lead to the end of the code. */
void pattern_land(struct pattern_code *code, int place);

/* Repeats the code from place on minimum to maximum times; -1: no limit. */
void pattern_repeat(struct pattern_code *code, int place, int minimum, int maximum);

/* The character at *at, in upper case if case is ignored; moves *at past it. */
unsigned pattern_character(const struct pattern_code *code, const char **at);

/* Whether the cell takes this character. */
bool pattern_takes(const struct pattern_code *code, int cell, unsigned character);

/* Whether the character is part of a word: a letter, a digit or '_'. */
bool pattern_is_word(const struct pattern_code *code, unsigned character);

#endif
