/* columns.h - prints cells in columns below headings, within the width of a terminal. */
#ifndef PS_COLUMNS_H
#define PS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/output.h"
#include "text/text.h"

enum column_flags {
	COLUMN_RIGHT = 1,   /* aligned right, as numbers are; else left */
	COLUMN_CUT = 2,	    /* a cell that is too wide is cut off; else it moves the next ones */
	COLUMN_TREE = 4,    /* shows the branches of a tree before the cell */
	COLUMN_MASK = 8,    /* a set of 64 signals: 16 digits if there is room, else 9 */
	COLUMN_LITERAL = 16 /* not a cell: its heading is in every row, without gaps */
};

enum { MASK_WIDE = 16, MASK_NARROW = 9 };

struct column {
	const char *heading;
	unsigned width; /* in characters on a terminal */
	unsigned flags;
	unsigned number; /* for the caller */
};

struct columns {
	struct column *list;
	size_t count;
	const char *delimiter; /* between cells, which are neither padded nor cut; or NULL */
	unsigned screen; /* the maximum width of a row; 0: unlimited */
	unsigned branch; /* characters in a level of the tree, which are not split; or 0 */
	bool utf8;	 /* cells contain UTF-8; else each byte is a character */
};

/*
 * Increases the maximum width to as many lines of the screen as the columns need: a longer row
 * wraps. Widens masks if there is room. Call it once, before the first row.
 */
void columns_fit(struct columns *columns);

/* Prints a row of cells, which follow each other, each with its NUL; literals have none. */
void columns_row(const struct columns *columns, struct output *output, const char *cells,
		 const char *tree);

/* Prints the row of headings. */
void columns_headings(const struct columns *columns, struct output *output);

/*
 * Appends length bytes of text in a form that is safe on a terminal: a '?' replaces a control
 * character and invalid UTF-8; without utf8, also any byte from 0x80 on.
 */
void cell_add(struct text *cells, const char *text, size_t length, bool utf8);

/* The width of text on a terminal, at most room, and the *bytes that have this width. */
size_t cell_width(const char *text, bool utf8, size_t room, size_t *bytes);

#endif
