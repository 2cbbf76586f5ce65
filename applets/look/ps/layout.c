/* layout.c - the columns of the UNIX layouts. */
#include <stddef.h>

#include "layout.h"

enum {
	FULL = LAYOUT_FULL,
	LONG = LAYOUT_LONG,
	CLASS = LAYOUT_CLASS,
	EXTRA = LAYOUT_EXTRA,
	NO_FLAGS = LAYOUT_NO_FLAGS,
	BSD = LAYOUT_BSD,
	CONTEXT = LAYOUT_CONTEXT,
	WITH_CONTEXT = CONTEXT | LAYOUT_LABEL | LAYOUT_JOBS | LAYOUT_THREADS | LAYOUT_THREAD_ID,
};

/* Fields, for layouts that have all of these bits, any of these (unless 0) and none of these. */
static const struct part {
	unsigned short all, any, none;
	char fields[10];
} parts[] = {
	{ LAYOUT_LABEL, 0, 0, "label" },
	{ LONG, 0, NO_FLAGS, "f" },
	{ LONG, 0, 0, "s" },
	{ FULL, 0, 0, "uid_hack" },
	{ LONG, 0, FULL, "uid" },
	{ 0, 0, 0, "pid" },
	{ LAYOUT_THREAD_ID, 0, 0, "spid" },
	{ 0, FULL | LONG, 0, "ppid" },
	{ LAYOUT_JOBS, 0, 0, "pgid,sid" },
	{ LAYOUT_THREADS, 0, 0, "lwp" },
	{ LAYOUT_PROCESSOR, 0, 0, "psr" },
	{ 0, FULL | LONG, CLASS, "c" },
	{ FULL | LAYOUT_THREADS, 0, 0, "nlwp" },
	{ CLASS, 0, 0, "class,pri" },
	{ LONG, 0, CLASS, "opri,ni" },
	{ LONG | NO_FLAGS, 0, 0, "rss" },
	{ LONG, 0, NO_FLAGS, "addr_1" },
	{ 0, LONG | EXTRA, 0, "sz" },
	{ LONG, 0, 0, "wchan" },
	{ EXTRA, 0, NO_FLAGS, "rss" },
	{ EXTRA, 0, LAYOUT_PROCESSOR, "psr" },
	{ FULL, 0, 0, "stime" },
	{ CONTEXT, 0, 0, "context" },
	{ CONTEXT, 0, 0, "args" },
	{ 0, 0, CONTEXT, "tname" },
	{ BSD, 0, LONG, "stat" },
	{ BSD, 0, 0, "bsdtime" },
	{ 0, 0, BSD | CONTEXT, "time" },
	{ BSD, FULL | LONG, 0, "cmd" },
	{ BSD, 0, FULL | LONG, "args" },
	{ FULL, 0, BSD, "cmd" },
	{ 0, 0, FULL | BSD | CONTEXT, "ucmd" },
};

void layout_add(struct field_list *list, unsigned layout)
{
	if (layout & CONTEXT)
		layout &= WITH_CONTEXT;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const struct part *part = &parts[i];

		if ((layout & part->all) == part->all && !(layout & part->none) &&
		    (!part->any || layout & part->any))
			field_list_add(list, part->fields, NULL);
	}
}
