/* prlimit - show or change the resource limits of a process
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/prlimit.1.html
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/long_name.h"
#include "applet/options.h"
#include "launch/exec.h"
#include "signal/mask.h"
#include "text/byte.h"
#include "text/format.h"

enum { NO_HEADINGS = OPTION_LONG, RAW, VERBOSE };

enum { RESOURCES = 16, COLUMNS_MAX = 32, CELL_SIZE = 48 };

static const char descriptions[RESOURCES][35] = {
	"address space limit",
	"max core file size",
	"CPU time",
	"max data size",
	"max file size",
	"max number of file locks held",
	"max locked-in-memory address space",
	"max bytes in POSIX mqueues",
	"max nice prio allowed to raise",
	"max number of open files",
	"max number of processes",
	"max resident set size",
	"max real-time priority",
	"timeout for real-time tasks",
	"max number of pending signals",
	"max stack size",
};

/* The resources come first: the table shows their names, in capitals, and descriptions, too. */
static const struct applet_option options[] = {
	OPT('v', "as", "[=LIMITS]", descriptions[0]),
	OPT('c', "core", "[=LIMITS]", descriptions[1]),
	OPT('t', "cpu", "[=LIMITS]", descriptions[2]),
	OPT('d', "data", "[=LIMITS]", descriptions[3]),
	OPT('f', "fsize", "[=LIMITS]", descriptions[4]),
	OPT('x', "locks", "[=LIMITS]", descriptions[5]),
	OPT('l', "memlock", "[=LIMITS]", descriptions[6]),
	OPT('q', "msgqueue", "[=LIMITS]", descriptions[7]),
	OPT('e', "nice", "[=LIMITS]", descriptions[8]),
	OPT('n', "nofile", "[=LIMITS]", descriptions[9]),
	OPT('u', "nproc", "[=LIMITS]", descriptions[10]),
	OPT('m', "rss", "[=LIMITS]", descriptions[11]),
	OPT('r', "rtprio", "[=LIMITS]", descriptions[12]),
	OPT('y', "rttime", "[=LIMITS]", descriptions[13]),
	OPT('i', "sigpending", "[=LIMITS]", descriptions[14]),
	OPT('s', "stack", "[=LIMITS]", descriptions[15]),
	OPT('o', "output", "LIST", "columns to show: RESOURCE, DESCRIPTION, SOFT,\n"
				   "HARD, UNITS"),
	OPT('p', "pid", "PID", "act on the running process PID"),
	OPT(NO_HEADINGS, "noheadings", NULL, "do not print headings"),
	OPT(RAW, "raw", NULL, "separate columns by one blank; write blanks in them as \\x20"),
	OPT(VERBOSE, "verbose", NULL, "print the limits that are set"),
	{ .key = 0 },
};

/* In the order of the options. */
static const struct resource {
	unsigned char number;
	char units[10];
} resources[RESOURCES] = {
	{ RLIMIT_AS, "bytes" },		{ RLIMIT_CORE, "bytes" },
	{ RLIMIT_CPU, "seconds" },	{ RLIMIT_DATA, "bytes" },
	{ RLIMIT_FSIZE, "bytes" },	{ RLIMIT_LOCKS, "locks" },
	{ RLIMIT_MEMLOCK, "bytes" },	{ RLIMIT_MSGQUEUE, "bytes" },
	{ RLIMIT_NICE, "" },		{ RLIMIT_NOFILE, "files" },
	{ RLIMIT_NPROC, "processes" },	{ RLIMIT_RSS, "bytes" },
	{ RLIMIT_RTPRIO, "" },		{ RLIMIT_RTTIME, "microsecs" },
	{ RLIMIT_SIGPENDING, "signals" }, { RLIMIT_STACK, "bytes" },
};

enum column {
	COLUMN_RESOURCE,
	COLUMN_DESCRIPTION,
	COLUMN_SOFT,
	COLUMN_HARD,
	COLUMN_UNITS,
	COLUMNS,
};

static const char *const column_names[] = { "RESOURCE", "DESCRIPTION", "SOFT", "HARD", "UNITS" };

/* In the form of prlimit64(2), with 64 bits everywhere. */
struct limits {
	uint64_t soft;
	uint64_t hard;
};

static const uint64_t UNLIMITED = UINT64_MAX;

/* Resources in the order in which they were named. */
struct list {
	int count;
	unsigned char resources[RESOURCES];
};

struct plan {
	bool running;
	pid_t pid;
	bool headings;
	bool raw;
	bool verbose;
	struct list set;
	struct list shown;
	bool soft_given[RESOURCES];
	bool hard_given[RESOURCES];
	struct limits limits[RESOURCES]; /* to set, or to show */
	int columns;
	unsigned char column[COLUMNS_MAX];
	struct output output;
};

static const struct option_row *row_of(int resource)
{
	const struct option_row *row = option_table();

	while (resource--)
		row = option_after(row);
	return row;
}

static const char *capital_name(int resource, char name[CELL_SIZE])
{
	const char *known = option_name(row_of(resource));
	size_t i = 0;

	do
		name[i] = known[i] ? known[i] ^ 0x20 : '\0';
	while (name[i++]);
	return name;
}

/* A limit of length bytes: digits, "unlimited" or -1, which means the same. */
static bool parse_limit(const char *text, size_t length, uint64_t *value)
{
	static const char unlimited[] = "unlimited";

	*value = UNLIMITED;
	if ((length == 2 && !memcmp(text, "-1", 2)) ||
	    (length == sizeof(unlimited) - 1 && !memcmp(text, unlimited, length)))
		return true;
	*value = 0;
	if (length > 1 && *text == '+') {
		text++;
		length--;
	}
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || __builtin_mul_overflow(*value, 10, value) ||
		    __builtin_add_overflow(*value, text[i] - '0', value))
			return false;
	}
	return length > 0;
}

/* "SOFT:HARD", "SOFT:", ":HARD", or one for both */
static bool parse_limits(struct plan *plan, int resource, const char *text)
{
	size_t length = strchrnul(text, ':') - text;
	const char *hard = text[length] ? text + length + 1 : text;
	size_t hard_length = strlen(hard);
	struct limits *limits = plan->limits + resource;

	if (length && !parse_limit(text, length, &limits->soft))
		return false;
	if (hard_length && !parse_limit(hard, hard_length, &limits->hard))
		return false;
	plan->soft_given[resource] |= length > 0;
	plan->hard_given[resource] |= hard_length > 0;
	return length || hard_length;
}

static void add_resource(struct list *list, int resource)
{
	for (int i = 0; i < list->count; i++) {
		if (list->resources[i] == resource)
			return;
	}
	list->resources[list->count++] = resource;
}

static void read_resource(struct plan *plan, int resource, const char *text)
{
	char name[CELL_SIZE];

	if (!text) {
		add_resource(&plan->shown, resource);
		return;
	}
	if (*text == '=') /* -n=LIMITS */
		text++;
	if (!parse_limits(plan, resource, text))
		applet_fail(
			"failed to parse %s limit: %pq: must be numbers up to %llu, or unlimited",
			capital_name(resource, name), text, (unsigned long long)UNLIMITED - 1);
	add_resource(&plan->set, resource);
}

static void read_columns(struct plan *plan, char *list)
{
	bool more = true;

	for (plan->columns = 0; more; plan->columns++) {
		char *end = strchrnul(list, ',');
		int column = 0;

		more = *end;
		*end = '\0';
		while (column < COLUMNS && !is_same(list, column_names[column], SIZE_MAX))
			column++;
		if (column == COLUMNS)
			applet_fail("unknown column: %pn", list);
		if (plan->columns == COLUMNS_MAX)
			applet_fail("too many columns: %pn", list);
		plan->column[plan->columns] = column;
		list = end + 1;
	}
}

static void read_options(struct options *parsed, struct plan *plan)
{
	const struct option_row *row;
	int key, resource;

	while ((key = option_next(parsed))) {
		row = option_table();
		for (resource = 0; resource < RESOURCES && option_key(row) != key; resource++)
			row = option_after(row);
		if (resource < RESOURCES) {
			read_resource(plan, resource, parsed->argument);
		} else if (key == 'o') {
			read_columns(plan, (char *)parsed->argument);
		} else if (key == 'p') {
			if (plan->running)
				applet_fail("option --pid may be specified only once");
			plan->running = true;
			plan->pid = argument_pid(parsed->argument, 0);
		} else {
			plan->headings &= key != NO_HEADINGS;
			plan->raw |= key == RAW;
			plan->verbose |= key == VERBOSE;
		}
	}
}

/* Fails, after flushing the output so that it precedes the message. */
static _Noreturn void fail_at(struct plan *plan, const char *format, int resource)
{
	int reason = errno;
	char name[CELL_SIZE];

	output_flush(&plan->output);
	errno = reason;
	applet_fail(format, capital_name(resource, name));
}

/* With the system call, because libc's type has 32 bits on some machines. */
static bool exchange_limits(const struct plan *plan, int resource, const struct limits *new,
			    struct limits *old)
{
	return syscall(SYS_prlimit64, plan->pid, resources[resource].number, new, old) == 0;
}

/* Fills in the limits that were not given, and checks them before any is set. */
static void complete_limits(struct plan *plan, int resource)
{
	struct limits *limits = plan->limits + resource, old;

	if (!plan->soft_given[resource] || !plan->hard_given[resource]) {
		if (!exchange_limits(plan, resource, NULL, &old))
			fail_at(plan, "failed to get old %s limit: %m", resource);
		if (plan->soft_given[resource])
			limits->hard = old.hard;
		else
			limits->soft = old.soft;
	}
	if (limits->soft > limits->hard)
		fail_at(plan, "the soft limit %s cannot exceed the hard limit", resource);
}

static void output_limit(struct output *output, uint64_t limit)
{
	if (limit == UNLIMITED)
		output_text(output, "unlimited");
	else
		output_format(output, "%llu", (unsigned long long)limit);
}

static void set_limits(struct plan *plan, int resource)
{
	const struct limits *limits = plan->limits + resource;
	struct output *output = &plan->output;
	char name[CELL_SIZE];

	if (!exchange_limits(plan, resource, limits, NULL))
		fail_at(plan, "failed to set the %s resource limit: %m", resource);
	if (!plan->verbose)
		return;
	output_format(output, "New %s limit for pid %d: <", capital_name(resource, name),
		      plan->pid ? (int)plan->pid : (int)getpid());
	output_limit(output, limits->soft);
	output_char(output, ':');
	output_limit(output, limits->hard);
	output_text(output, ">\n");
}

/* The text of a column for a resource, or its heading if resource is -1. Returns its length. */
static size_t format_cell(const struct plan *plan, int resource, int column, char text[CELL_SIZE])
{
	struct output output;

	output_start(&output, OUTPUT_TEXT, text, CELL_SIZE);
	if (resource < 0)
		output_text(&output, column_names[column]);
	else if (column == COLUMN_RESOURCE)
		return strlen(capital_name(resource, text));
	else if (column == COLUMN_DESCRIPTION)
		output_text(&output, descriptions[resource]);
	else if (column == COLUMN_UNITS)
		output_text(&output, resources[resource].units);
	else
		output_limit(&output, column == COLUMN_SOFT ? plan->limits[resource].soft :
							      plan->limits[resource].hard);
	output_terminate(&output);
	return output.used;
}

static void output_padding(struct output *output, size_t count)
{
	while (count--)
		output_char(output, ' ');
}

/* With widths NULL, raw. Numbers are aligned to the right; the end of a line is not padded. */
static void output_row(struct plan *plan, int resource, const size_t *widths)
{
	struct output *output = &plan->output;
	char text[CELL_SIZE];

	for (int i = 0; i < plan->columns; i++) {
		int column = plan->column[i];
		size_t length = format_cell(plan, resource, column, text);
		size_t padding = widths ? widths[i] - length : 0;
		bool right = column == COLUMN_SOFT || column == COLUMN_HARD;

		if (i > 0)
			output_char(output, ' ');
		if (right)
			output_padding(output, padding);
		for (size_t j = 0; j < length; j++) {
			if (plan->raw && text[j] == ' ')
				output_text(output, "\\x20");
			else
				output_char(output, text[j]);
		}
		if (!right && i + 1 < plan->columns)
			output_padding(output, padding);
	}
	output_char(output, '\n');
}

static void show_limits(struct plan *plan)
{
	const struct list *shown = &plan->shown;
	size_t widths[COLUMNS_MAX];
	char text[CELL_SIZE];

	for (int row = 0; row < shown->count; row++) {
		int resource = shown->resources[row];

		if (!exchange_limits(plan, resource, NULL, plan->limits + resource))
			fail_at(plan, "failed to get the %s resource limit: %m", resource);
	}
	for (int i = 0; i < plan->columns; i++) {
		widths[i] = strlen(column_names[plan->column[i]]);
		for (int row = 0; row < shown->count; row++) {
			size_t length =
				format_cell(plan, shown->resources[row], plan->column[i], text);

			widths[i] = length > widths[i] ? length : widths[i];
		}
	}
	for (int row = plan->headings ? -1 : 0; row < shown->count; row++)
		output_row(plan, row < 0 ? -1 : shown->resources[row], plan->raw ? NULL : widths);
}

static int prlimit_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .headings = true, .columns = COLUMNS, .column = { 0, 1, 2, 3, 4 } };
	bool pipe_ignored = false;
	char buffer[1024];
	int status;

	read_options(&parsed, &plan);
	argv += parsed.index;
	if (plan.running && parsed.index < argc)
		applet_fail("options --pid and COMMAND are mutually exclusive");
	if (!plan.set.count && !plan.shown.count) {
		while (plan.shown.count < RESOURCES)
			add_resource(&plan.shown, plan.shown.count);
	}
	/* what is printed must not keep the command from running */
	if (*argv)
		pipe_ignored = disposition_replace(SIGPIPE, true);
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	for (int i = 0; i < plan.set.count; i++)
		complete_limits(&plan, plan.set.resources[i]);
	for (int i = 0; i < plan.set.count; i++)
		set_limits(&plan, plan.set.resources[i]);
	if (plan.shown.count)
		show_limits(&plan);
	status = output_finish(&plan.output);
	if (!*argv)
		return status;
	disposition_set(SIGPIPE, pipe_ignored);
	return exec_or_complain(argv);
}

APPLET(prlimit) = {
	.name = "prlimit",
	.main = prlimit_main,
	.synopsis = "[OPTION]... [--RESOURCE[=LIMITS]]... [-p PID]\n"
		    "[OPTION]... [--RESOURCE[=LIMITS]]... COMMAND [ARG]...",
	.summary = "Show or change the resource limits of a process. LIMITS is SOFT:HARD, SOFT:,\n"
		   ":HARD or one number for both; \"unlimited\" or -1 means no limit.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX | APPLET_EXECS,
};
