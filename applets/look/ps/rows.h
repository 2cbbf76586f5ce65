/* rows.h - rows that are kept until the end, to be sorted or shown as a tree. */
#ifndef PS_ROWS_H
#define PS_ROWS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "text/text.h"

/* The width of a level of the tree. */
enum tree_style { TREE_NONE = 0, TREE_INDENTED = 2, TREE_DRAWN = 4 };

/* A row of a process, which has a parent and a start time. */
struct row {
	pid_t id, parent;
	long long start;
	size_t text, order; /* set by row_keep */
	bool printed;
	unsigned lines;
};

struct rows {
	struct text list, kept;
	enum tree_style tree;
	size_t keys;	     /* how many sort keys a row has, the most significant first */
	struct text reverse; /* a bool for each key: in descending order */
	size_t cells;	     /* in each line of a row */
};

/*
 * Completes a key whose text has been appended to cells. Keys are compared by number, and by text
 * if the number is ROW_TEXT, which is less than any other.
 */
enum { ROW_TEXT = INT_MIN };
void row_key(struct text *cells, long long number);

/* Keeps a row: its keys, then its cells, each with its NUL. */
void row_keep(struct rows *rows, const struct row *row, const struct text *cells);

/* Adds another line to the row that was kept last. */
void row_continue(struct rows *rows, const struct text *cells);

/*
 * Calls print with each line and the branches of the tree that precede it, sorted by the keys; rows
 * with equal keys stay in their order, and those of a tree in the order of their start times. Trees
 * whose roots have a higher parent's number, or come later in that order, are printed first. Rows
 * that are each other's ancestors are printed once.
 */
void rows_print(struct rows *rows, void (*print)(void *data, const char *cells, const char *tree),
		void *data);

#endif
