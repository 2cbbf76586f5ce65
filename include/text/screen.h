/* screen.h - how wide and how high what is printed may get. */
#ifndef TEXT_SCREEN_H
#define TEXT_SCREEN_H

#include <stdbool.h>

struct screen {
	long long width;  /* of a row, in characters; 0: any */
	long long height; /* of a page, in rows, at least 2 */
	unsigned wide;	  /* 1: at least 132 characters, unless any; 2 and more: any */
};

/*
 * Makes of what was asked for, 0 where nothing was, what is: else it is what COLUMNS and LINES say,
 * else the size of the terminal. What no terminal reads may have any width. Without height this
 * need not be right.
 */
void screen_fit(struct screen *screen, bool height);

#endif
