/* layout.c - the columns of the UNIX layouts. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "find.h"
#include "layout.h"
#include "text/byte.h"

enum {
	FULL = LAYOUT_FULL,
	LONG = LAYOUT_LONG,
	CLASS = LAYOUT_CLASS,
	EXTRA = LAYOUT_EXTRA,
	NO_FLAGS = LAYOUT_NO_FLAGS,
	BSD = LAYOUT_BSD,
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
	{ 0, 0, 0, "tname" },
	{ BSD, 0, LONG, "stat" },
	{ BSD, 0, 0, "bsdtime" },
	{ 0, 0, BSD, "time" },
	{ BSD, FULL | LONG, 0, "cmd" },
	{ BSD, 0, FULL | LONG, "args" },
	{ FULL, 0, BSD, "cmd" },
	{ 0, 0, FULL | BSD, "ucmd" },
};

void layout_add(struct field_list *list, unsigned layout)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const struct part *part = &parts[i];

		if ((layout & part->all) == part->all && !(layout & part->none) &&
		    (!part->any || layout & part->any))
			field_list_add(list, part->fields, NULL);
	}
}

/* What an option inserts after a field of one of BSD's formats. */
static void insert_after(struct field_list *list, const char *field, const char *format,
			 unsigned layout)
{
	const char *parent = text_find(format, "ppid") ? "ppid" : "pid";
	bool has_session = text_find(format, ",sid,");

	if (layout & LAYOUT_THREAD_ID && strcmp(field, "pid") == 0)
		field_list_add(list, "spid", NULL);
	if (layout & LAYOUT_JOBS && strcmp(field, parent) == 0)
		field_list_add(list, "pgid,sid", NULL);
	if (layout & LAYOUT_THREADS && strcmp(field, has_session ? "sid" : parent) == 0)
		field_list_add(list, "lwp", NULL);
	if (layout & LAYOUT_THREADS && strcmp(field, "%cpu") == 0)
		field_list_add(list, "nlwp", NULL);
}

void layout_add_bsd(struct field_list *list, const char *format, unsigned layout)
{
	const char *at = format;

	if (layout & LAYOUT_LABEL)
		field_list_add(list, "label", NULL);
	while (*at) {
		size_t length = span_before(at, ",");
		char field[16];

		memcpy(field, at, length);
		field[length] = '\0';
		at += length + (at[length] == ',');
		if (layout & CLASS && strcmp(field, "priority") == 0) {
			field_list_add(list, "class,pri", NULL);
			at += strlen("ni,"); /* which follows */
		} else if (!(layout & NO_FLAGS) || strcmp(field, "f") != 0) {
			field_list_add(list, field, NULL);
		}
		insert_after(list, field, format, layout);
	}
}
