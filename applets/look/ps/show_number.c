/* show_number.c - fields: numbers in stat and status. */
#include "show_number.h"

/* The kernel's scheduling policies; libc does not define all of them. */
enum { OTHER = 0, BATCH = 3 };

void show_none(struct view *view, const struct field *field)
{
	(void)field;
	view_format(view, "-");
}

/* A number of stat, by which rows can be sorted but which is not shown. */
void show_key(struct view *view, const struct field *field)
{
	view->value = view_stat(view, field->argument);
	show_none(view, field);
}

void show_unlimited(struct view *view, const struct field *field)
{
	(void)field;
	view_format(view, "xx");
}

void show_pid(struct view *view, const struct field *field)
{
	(void)field;
	view_number(view, view->pid);
}

void show_tid(struct view *view, const struct field *field)
{
	(void)field;
	view_number(view, view->process.id);
}

void show_stat(struct view *view, const struct field *field)
{
	view_number(view, view_stat(view, field->argument));
}

void show_faults(struct view *view, const struct field *field)
{
	view_number(view, view_stat(view, field->argument) +
				  (view->children ? view_stat(view, field->argument + 1) : 0));
}

void show_address(struct view *view, const struct field *field)
{
	view->value = view_stat(view, field->argument);
	view_hex(view, view->value, 16);
}

/* In kB; 0 for threads of the kernel. Not from stat, whose number is inexact: see proc(5). */
static long long resident(struct view *view)
{
	long long size = view_has_memory(view) ? view_status(view, "VmRSS", 0) : 0;

	return size < 0 ? 0 : size;
}

void show_memory(struct view *view, const struct field *field)
{
	long long size = view_stat(view, STAT_VSIZE);
	long long code = view_stat(view, STAT_ENDCODE) - view_stat(view, STAT_STARTCODE);

	switch (field->argument) {
	case MEMORY_RESIDENT:
		size = resident(view);
		break;
	case MEMORY_PAGES:
		size /= view->page;
		break;
	case MEMORY_BYTES:
		break;
	case MEMORY_CODE:
		view_number(view, code / 1024);
		view->value = code;
		return;
	case MEMORY_DATA:
		view_number(view, (size - code) / 1024);
		view->value = size - code;
		return;
	case MEMORY_WRITABLE:
		size = view_status(view, "VmData", 0);
		size = size < 0 ? 0 : size + view_status(view, "VmStk", 0);
		break;
	default:
		size /= 1024;
	}
	view_number(view, size);
}

void show_memory_share(struct view *view, const struct field *field)
{
	long long share = 0;

	(void)field;
	view->value = resident(view);
	if (view->memory)
		share = view->value * 1000 / view->memory;
	if (share > 999)
		share = 999;
	view_format(view, "%s%lld.%lld", share < 100 ? " " : "", share / 10, share % 10);
}

static int policy(struct view *view)
{
	return (int)view_stat(view, STAT_POLICY);
}

void show_niceness(struct view *view, const struct field *field)
{
	view->value = view_stat(view, STAT_NICE);
	if (policy(view) == OTHER || policy(view) == BATCH)
		view_number(view, view->value);
	else
		show_none(view, field);
}

void show_priority(struct view *view, const struct field *field)
{
	view_number(view, field->argument + view_stat(view, STAT_PRIORITY));
}

void show_priority_down(struct view *view, const struct field *field)
{
	/* sorted by the kernel's priority, as all priorities are */
	view_number(view, field->argument - view_stat(view, STAT_PRIORITY));
	view->value = view_stat(view, STAT_PRIORITY);
}

void show_realtime(struct view *view, const struct field *field)
{
	view->value = view_stat(view, STAT_RT_PRIORITY);
	if (policy(view) != OTHER)
		view_number(view, view->value);
	else
		show_none(view, field);
}

void show_class(struct view *view, const struct field *field)
{
	static const char names[][4] = { "TS", "FF", "RR", "B", "ISO", "IDL", "DLN" };
	unsigned class = policy(view);

	(void)field;
	view->value = class;
	view_format(view, "%s", class < sizeof(names) / sizeof(*names) ? names[class] : "?");
}

void show_processor(struct view *view, const struct field *field)
{
	view->value = view_stat(view, STAT_PROCESSOR);
	/* with an argument, only if it is running now */
	if (field->argument && view_stat(view, STAT_STATE) != 'R')
		view_format(view, "*");
	else
		view_number(view, view->value);
}

void show_flags(struct view *view, const struct field *field)
{
	(void)field;
	/* PF_FORKNOEXEC and PF_SUPERPRIV */
	view_number(view, view_stat(view, STAT_FLAGS) >> 6 & 7);
	view->value = view_stat(view, STAT_FLAGS);
}

void show_state(struct view *view, const struct field *field)
{
	(void)field;
	view->value = view_stat(view, STAT_STATE);
	view_format(view, "%c", view->gone ? '-' : (int)view->value);
}

void show_states(struct view *view, const struct field *field)
{
	long long niceness = view_stat(view, STAT_NICE);

	show_state(view, field);
	if (niceness)
		view_format(view, "%s", niceness < 0 ? "<" : "N");
	if (view_has_memory(view) && view_status(view, "VmLck", 0) > 0)
		view_format(view, "L");
	if (view_stat(view, STAT_SESSION) == view->pid)
		view_format(view, "s");
	if (view_stat(view, STAT_THREADS) > 1)
		view_format(view, "l");
	if (view_stat(view, STAT_TPGID) == view_stat(view, STAT_PGRP))
		view_format(view, "+");
}
