/* columns.h - rows of cells that are set below headings, as wide as a terminal. */
#ifndef PS_COLUMNS_H
#define PS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/output.h"
#include "text/text.h"

enum column_flags {
	COLUMN_RIGHT = 1,   /* numbers; else what is in it begins where its heading does */
	COLUMN_CUT = 2,	    /* what has no room is cut off; else it moves what follows */
	COLUMN_TREE = 4,    /* shows the place in a tree, before what else is in it */
	COLUMN_MASK = 8,    /* 64 signals, 16 digits where there is room for them, else 9 */
	COLUMN_LITERAL = 16 /* no cell: its heading is in all rows, without a gap around it */
};

enum { MASK_WIDE = 16, MASK_NARROW = 9 };

struct column {
	const char *heading;
	unsigned width; /* in characters of a terminal */
	unsigned flags;
	const void *data; /* what its user knows it by */
};

struct columns {
	struct column *list;
	size_t count;
	unsigned screen; /* how wide a row may get; 0: any width */
	unsigned branch; /* how many characters of a tree belong together: 0, 1 or more */
	bool utf8;	 /* what is in cells is UTF-8, else a byte is a character */
};

/*
 * Makes all of the row fit on whole lines of the screen: a row that is longer than a line wraps.
 * Widens masks where there is room. To be done once, before the first row.
 */
void columns_fit(struct columns *columns);

/* Prints a row with the text of each cell but literals, NUL-terminated, one after the other. */
void columns_row(const struct columns *columns, struct output *output, const char *cells,
		 const char *tree);

/* Prints the row of headings. */
void columns_headings(const struct columns *columns, struct output *output);

/*
 * Appends text, of that many bytes, in a form that is safe on a terminal: newlines and NULs become
 * blanks, other control characters and what is no UTF-8 '?'; without utf8, control characters '.'
 * and bytes from 0x80 up '?'.
 */
void cell_add(struct text *cells, const char *text, size_t length, bool utf8);

/* How many characters of a terminal text takes; at most room of them, *bytes long. */
size_t cell_width(const char *text, bool utf8, size_t room, size_t *bytes);

#endif
