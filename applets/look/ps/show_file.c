/* show_file.c - fields: read from files other than stat. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "find.h"
#include "proc/namespaces.h"
#include "proc/procfs.h"
#include "proc/status.h"
#include "show_file.h"
#include "show_number.h"
#include "signal/signals.h"
#include "target/target.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/lines.h"
#include "user/caps_name.h"

enum { NODES = 64, NO_LOGIN = -1 };

/* The number at text, after blanks; 0 if there is none. */
static long long number_at(const char *text)
{
	bool negative;
	long long number = 0;

	text += span_of(text, " \t");
	negative = *text == '-';
	for (text += negative; *text >= '0' && *text <= '9'; text++)
		number = number * 10 + (*text - '0');
	return negative ? -number : number;
}

/* The sum of the numbers in all lines of a file that begin with prefix. */
static long long sum_of(struct view *view, const char *file, const char *prefix)
{
	size_t length;
	const char *line = process_file(&view->process, file, &length);
	long long sum = 0;

	while (line && *line) {
		if (text_begins(line, prefix, strlen(prefix)))
			sum += number_at(strchrnul(line, ':') + 1);
		line = strchrnul(line, '\n');
		line += *line == '\n';
	}
	return sum;
}

void show_mapped(struct view *view, const struct field *field)
{
	/* its share of its mappings; its private ones; private and shared huge pages */
	static const char *const lines[] = { "Pss:", "Private_", "Private_Hugetlb:",
					     "Shared_Hugetlb:" };

	view_number(view, sum_of(view, "smaps_rollup", lines[(int)field->argument]));
}

void show_node(struct view *view, const struct field *field)
{
	char path[96];

	(void)field;
	for (int node = 0; node < NODES; node++) {
		format_text(path, sizeof(path), "/sys/devices/system/cpu/cpu%lld/node%d",
			      view_stat(view, STAT_PROCESSOR), node);
		if (access(path, F_OK) == 0) {
			view_number(view, node);
			return;
		}
	}
	view_number(view, 0);
}

/* The argument is that of view_id. */
void show_id(struct view *view, const struct field *field)
{
	view_number(view, view_id(view, field->argument));
}

/* The names of the signals of a set; or as many as there is room for, and a plus. */
static void view_signals(struct view *view, unsigned long long set)
{
	size_t start = view->cells.length;
	char buffer[SIGNAL_NAME_SIZE];

	for (int number = 1; set; number++, set >>= 1) {
		const char *comma = view->cells.length > start ? "," : "";
		const char *name = set & 1 ? signal_name(number, buffer) : NULL;

		if (name)
			view_format(view, "%s%s", comma, name);
		else if (set & 1)
			view_format(view, "%s%d", comma, number);
	}
	if (view->cells.length == start)
		view_format(view, "-");
	if (view->cells.length - start > view->room) {
		view->cells.length = start + view->room - 1;
		view_format(view, "+");
	}
}

/*
 * A set of signals, or for 5 of capabilities: its 16 digits; or if these do not fit the last 8,
 * after '<' if a higher one is not zero; or the names of signals.
 */
void show_mask(struct view *view, const struct field *field)
{
	static const char *const keys[] = { "ShdPnd", "SigPnd", "SigBlk", "SigIgn", "SigCgt",
					    "CapPrm" };
	/* signals pending for the process, or for the thread */
	int key = field->argument || !view->is_thread ? field->argument : 1;
	const char *digits = process_status_line(&view->process, keys[key]);

	if (!digits || span_of(digits, "0123456789abcdef") < MASK_WIDE)
		view->gone |= !digits;
	else if (view->signals && key < 5)
		view_signals(view, line_number(&digits, 16));
	else if (view->room >= MASK_WIDE)
		view_format(view, "%.*s", MASK_WIDE, digits);
	else
		view_format(view, "%s%.*s", span_of(digits, "0") >= MASK_WIDE / 2 ? "" : "<",
			    MASK_WIDE / 2, digits + MASK_WIDE / 2);
}

/* The names of the permitted capabilities. */
void show_capabilities(struct view *view, const struct field *field)
{
	const char *digits = process_status_line(&view->process, "CapPrm");
	unsigned long long set = digits ? line_number(&digits, 16) : 0;
	const char *comma = "";
	char buffer[CAPS_NAME_SIZE];

	if (!set)
		show_none(view, field);
	for (int number = 0; set; number++, set >>= 1) {
		if (!(set & 1))
			continue;
		view_format(view, "%s%s", comma, caps_name(number, buffer));
		comma = ",";
	}
}

/* A file that contains one number. */
void show_file(struct view *view, const struct field *field)
{
	static const char *const files[] = { "oom_score", "oom_score_adj", "loginuid" };
	size_t length;
	const char *text = process_file(&view->process, files[(int)field->argument], &length);
	long long number = text ? number_at(text) : 0;

	if (!text || (unsigned)number == (unsigned)NO_LOGIN)
		show_none(view, field);
	else
		view_number(view, number);
}

void show_io(struct view *view, const struct field *field)
{
	static const char *const keys[] = { "rchar:",	  "wchar:",	  "syscr:",
					    "syscw:",	  "read_bytes:", "write_bytes:",
					    "cancelled_write_bytes:" };

	view_number(view, sum_of(view, "io", keys[(int)field->argument]));
}

/* "/autogroup-77 nice 0" */
void show_autogroup(struct view *view, const struct field *field)
{
	size_t length;
	const char *text = process_file(&view->process, "autogroup", &length);
	const char *id = text ? strchr(text, '-') : NULL;
	const char *nice = id ? text_find(id, "nice") : NULL;

	if (field->argument)
		view_number(view, nice ? number_at(nice + 4) : 0);
	else
		view_number(view, id ? number_at(id + 1) : -1);
}

/* "pid:[4026531836]" */
void show_namespace(struct view *view, const struct field *field)
{
	char target[NAMESPACE_SIZE];
	const char *inode = NULL;

	if (namespace_read(&view->process, field->argument, target))
		inode = strchr(target, '[');
	if (inode)
		view_number(view, number_at(inode + 1));
	else
		show_none(view, field);
}

void show_descriptors(struct view *view, const struct field *field)
{
	struct scan scan;
	long long count = 0;
	char target[2];
	int directory = view_directory(view, "fd");

	if (directory < 0) {
		show_none(view, field);
		return;
	}
	scan_start(&scan, directory);
	while (scan_next(&scan))
		count++;
	view_scan_ended(view);
	/* scan_next skips 0 */
	count += link_read(directory, "0", target, sizeof(target)) >= 0;
	close(directory);
	view_number(view, count);
}

/* PID:INODE, which identifies the process even after its PID has been reused. */
void show_handle(struct view *view, const struct field *field)
{
	struct target target = { view->pid, -1, -1, -1 };
	unsigned long long inode = 0;

	if (process_enter(&view->process)) {
		target.directory = copy_above(view->process.directory);
		inode = target_inode(&target);
		target_drop(&target);
	}
	if (inode)
		view_format(view, "%d:%llu", (int)view->pid, inode);
	else
		show_none(view, field);
}
