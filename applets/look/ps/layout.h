/* layout.h - the columns of the UNIX layouts: -f, -l, -j and the options that change them. */
#ifndef PS_LAYOUT_H
#define PS_LAYOUT_H

#include <stdbool.h>

#include "field_list.h"

/* The layouts and their modifiers. */
enum layout {
	LAYOUT_FULL = 1,
	LAYOUT_LONG = 2,
	LAYOUT_JOBS = 4,
	LAYOUT_CLASS = 8,	/* the scheduling class and priority */
	LAYOUT_EXTRA = 16,	/* extra full */
	LAYOUT_LABEL = 32,	/* the security label */
	LAYOUT_PROCESSOR = 64,	/* the processor */
	LAYOUT_NO_FLAGS = 128,	/* with LONG only: RSS instead of flags and address */
	LAYOUT_THREADS = 256,	/* the thread ID, and with FULL the number of threads */
	LAYOUT_THREAD_ID = 512, /* only the thread ID, as SPID */
	LAYOUT_CONTEXT = 2048,	/* the security context and the command line, instead of FULL */
	LAYOUT_BSD = 1024,	/* state, time and command in the form of BSD */
};

/* Adds the columns of a layout, from left to right. */
void layout_add(struct field_list *list, unsigned layout);

/* The same for a format of BSD's letters, or --context's; only modifiers have an effect. */
void layout_add_bsd(struct field_list *list, const char *format, unsigned layout);

#endif
