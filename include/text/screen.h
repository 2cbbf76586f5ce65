/* screen.h - the width and height of what is printed. */
#ifndef TEXT_SCREEN_H
#define TEXT_SCREEN_H

#include <stdbool.h>

struct screen {
	long long width;  /* of a row, in characters; 0: unlimited */
	long long height; /* of a page, in rows, at least 2 */
	unsigned wide;	  /* 1: at least 132 characters, unless unlimited; 2 or more: unlimited */
	long long usual;  /* the width of a terminal that does not report one; 0: 80 */
};

/*
 * Completes what was asked for, where 0 means nothing: by COLUMNS and LINES, else by the size of
 * the terminal. The width is unlimited if standard output is not a terminal. Without height, that
 * may stay inaccurate.
 */
void screen_fit(struct screen *screen, bool height);

#endif
