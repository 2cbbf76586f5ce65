/* rows.h - rows of cells that are kept, to be sorted or shown as a tree. */
#ifndef ROWS_H
#define ROWS_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

#include "text/text.h"

/* How many characters a level of the tree takes. */
enum tree_style { TREE_NONE = 0, TREE_INDENTED = 2, TREE_DRAWN = 4 };

/* A row is of somebody, who has a parent and began at some time. */
struct row {
	pid_t id, parent;
	long long start;
	size_t text, order; /* set by row_keep */
	unsigned lines;
};

struct rows {
	struct text list, kept, branches;
	enum tree_style tree;
	size_t keys;	     /* what a row is sorted by, first of all by the first */
	struct text reverse; /* a bool for each of them */
	size_t cells;	     /* in a line of a row */
};

/*
 * Ends a key, whose text is in cells already; it goes first, by number, or by that text where the
 * number is ROW_TEXT, which is before all others.
 */
enum { ROW_TEXT = INT_MIN };
void row_key(struct text *cells, long long number);

/* Keeps a row: its keys, and its cells, NUL-terminated. */
void row_keep(struct rows *rows, const struct row *row, const struct text *cells);

/* Adds a line to the row that was kept last. */
void row_continue(struct rows *rows, const struct text *cells);

/*
 * Hands each line to print, with what is to be before it in a tree, in the order of the keys; those
 * of equal keys as they came. In a tree without keys the first that began come first. There the
 * children of number 1 are beside it: most of them it has adopted, and not started.
 */
void rows_print(struct rows *rows, void (*print)(void *data, const char *cells, const char *tree),
		void *data);

#endif
