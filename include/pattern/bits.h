/* bits.h - a faster search for patterns that are short and simple, as most are. */
#ifndef PATTERN_BITS_H
#define PATTERN_BITS_H

#include <stdbool.h>
#include <stdint.h>

#include "pattern/code.h"

enum { BITS_CELLS = 63, BITS_ASCII = 128 };

/* Sets of cells, a bit for each. Starts as all zero. */
struct pattern_bits {
	bool usable;                  /* for this code */
	uint64_t all, end;            /* all cells of the code, and the last one */
	uint64_t reached[BITS_CELLS]; /* from each cell without taking a character */
	uint64_t taking[BITS_ASCII];  /* an ASCII character; filled when it is first met */
};

/* Determines whether bits are usable: not for long code, references or conditions about words. */
void bits_prepare(struct pattern_bits *bits, const struct pattern_code *code);

/*
 * Continues a search from *at, which is not the beginning of the text, with the cells *entered.
 * Returns true at the end of a match; or false at the end of the text, with the cells that remain
 * to be run there in *entered. Moves *at.
 */
bool bits_search(struct pattern_bits *bits, const struct pattern_code *code, const char **at,
		 uint64_t *entered);

#endif
