/* layout.h - the columns of UNIX's usual layouts. */
#ifndef PS_LAYOUT_H
#define PS_LAYOUT_H

#include <stdbool.h>

#include "field_list.h"

/* The layouts, and what changes them. */
enum layout {
	LAYOUT_FULL = 1,
	LAYOUT_LONG = 2,
	LAYOUT_JOBS = 4,
	LAYOUT_CLASS = 8,	/* the scheduling class and the priority in it */
	LAYOUT_EXTRA = 16,	/* more than full */
	LAYOUT_LABEL = 32,	/* security labels */
	LAYOUT_PROCESSOR = 64,	/* where it is */
	LAYOUT_NO_FLAGS = 128,	/* with LONG alone: memory, and no flags and addresses */
	LAYOUT_THREADS = 256,	/* the number of a thread, and with FULL how many there are */
	LAYOUT_THREAD_ID = 512, /* the former alone, by its other name */
	LAYOUT_BSD = 1024,	/* the state, the time and the command as BSD has them */
};

/* Adds the columns, from left to right. Returns false with list->wrong. */
bool layout_add(struct field_list *list, unsigned layout);

#endif
