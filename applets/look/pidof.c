/* pidof - print the process IDs of running programs
 * procps-ng 4.x https://gitlab.com/procps-ng/procps, and sysvinit 3.x
 */
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "match/executable.h"
#include "match/match.h"
#include "target/handle.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/number.h"
#include "text/path.h"

static const struct applet_option options[] = {
	OPT('s', "single-shot", NULL, "print only one process ID for each PROGRAM"),
	OPT('x', "scripts", NULL, "also find shells that run a script of this name"),
	OPT('o', "omit-pid", "PID,...", "omit these; %PPID is the parent of pidof"),
	OPT('c', "check-root", NULL, "only processes with pidof's root directory (root only)"),
	OPT('w', "with-workers", NULL, "also find kernel threads"),
	OPT('z', NULL, NULL, "also find zombies"),
	OPT('t', "lightweight", NULL, "print the IDs of threads"),
	OPT('q', "quiet", NULL, "print nothing"),
	OPT('S', "separator", "TEXT", "separate process IDs by TEXT (default: a blank)"),
	OPT('d', NULL, "TEXT", "same as -S"),
	OPT('n', NULL, NULL, "ignored: no file other than PROGRAM is ever accessed"),
	{ .key = 0 },
};

enum { FAILURE = 1 };

struct plan {
	bool single, scripts, workers, zombies, quiet;
	const char *separator;
	struct text omitted; /* of struct handle */
	bool check_root;
	struct stat root;

	const char *name;
	bool has_file; /* name is the path of a file: */
	struct executable file;
	struct text found; /* of pid_t */
	bool printed;
	struct output output;
};

/* Whether one is the other, or its base name. */
static bool names_agree(const char *name, const char *text)
{
	return !strcmp(name, text) || !strcmp(name, base_name(text)) ||
	       !strcmp(base_name(name), text);
}

static bool has_our_root(const struct plan *plan, struct process *process)
{
	struct stat root;

	return process_file_status(process, "root", &root) && root.st_dev == plan->root.st_dev &&
	       root.st_ino == plan->root.st_ino;
}

/*
 * Whether name is that of a script that the process runs: its first argument; or one that follows
 * options if the process has that name, because any text may follow "sh -c".
 */
static bool runs_script(struct process *process, const char *name, const char *arguments,
			size_t length)
{
	const char *argument = arguments + strlen(arguments) + 1, *own;
	bool later = false;

	while (argument < arguments + length && *argument == '-') {
		argument += strlen(argument) + 1;
		later = true;
	}
	if (argument >= arguments + length || !names_agree(name, argument))
		return false;
	own = later ? process_name(process) : NULL;
	return !later || (own && text_begins(own, base_name(argument), PROCESS_NAME));
}

/* For a process without a command line. */
static bool has_own_name(const struct plan *plan, struct process *process)
{
	const long long *fields = process_stat(process);

	if (!fields || (fields[STAT_STATE] == 'Z' && !plan->zombies) ||
	    (fields[STAT_FLAGS] & PROCESS_KERNEL && !plan->workers))
		return false;
	return !strcmp(process->name, plan->name);
}

/* Whether the process executes the file; one that was deleted still has its name. */
static bool executes(struct process *process, const char *name)
{
	static const char deleted[] = " (deleted)";
	char path[4096];
	ssize_t length = process_link(process, "exe", path, sizeof(path));
	ssize_t rest = length - (ssize_t)strlen(deleted);

	if (length <= 0)
		return false;
	if (rest > 0 && !strcmp(path + rest, deleted))
		path[rest] = '\0';
	return !strcmp(name, path) || !strcmp(name, base_name(path));
}

static bool runs_program(const struct conditions *conditions, struct process *process)
{
	const struct plan *plan = conditions->context;
	const char *arguments, *first, *own;
	size_t length;

	if (handle_find(&plan->omitted, process->id))
		return false;
	if (plan->check_root && !has_our_root(plan, process))
		return false;
	arguments = process_cmdline(process, &length);
	if (!arguments || !length)
		return arguments && has_own_name(plan, process);
	first = arguments + (*arguments == '-');
	if (names_agree(plan->name, first) || names_agree(plan->name, arguments))
		return true;
	if (plan->has_file && executable_runs(&plan->file, process))
		return true;
	if (executes(process, plan->name))
		return true;
	if (plan->scripts && runs_script(process, plan->name, arguments, length))
		return true;
	/* a title that a process has written over its arguments contains blanks */
	own = strchr(first, ' ') ? process_name(process) : NULL;
	return own && !strcmp(own, plan->name);
}

static void add_found(void *context, struct process *process)
{
	struct plan *plan = context;

	*(pid_t *)text_add(&plan->found, sizeof(pid_t)) = process->id;
}

/* Prints the highest numbers first, as other implementations do. Returns whether there are any. */
static bool print_found(struct plan *plan)
{
	const pid_t *pids = (const pid_t *)(void *)plan->found.bytes;
	size_t count = plan->found.length / sizeof(*pids);
	size_t last = plan->single && count ? count - 1 : 0;

	for (size_t i = count; i > last && !plan->quiet; i--) {
		if (plan->printed)
			output_text(&plan->output, plan->separator);
		output_format(&plan->output, "%d", (int)pids[i - 1]);
		plan->printed = true;
	}
	plan->found.length = 0;
	return count;
}

static struct handle parse_omitted(const char *text)
{
	struct handle handle = { .pid = getppid() };
	long long pid;

	if (!strcmp(text, "%PPID") || handle_parse(text, &handle))
		return handle;
	if (number_parse(text, 1, INT_MAX, &pid) == NUMBER_OVERFLOW)
		applet_fail("illegal omit pid value (%pn)! It must be from 1 to %d", text, INT_MAX);
	applet_fail("illegal omit pid value (%pn)!", text);
}

/* Each element of text, between commas; empty ones are skipped. */
static void omit_list(struct plan *plan, const char *text)
{
	for (; *text; text += *text == ',') {
		size_t length = span_before(text, ",");
		struct text element = { .length = 0 };
		struct handle handle;

		if (!length)
			continue;
		memcpy(text_add(&element, length + 1), text, length);
		element.bytes[length] = '\0';
		handle = parse_omitted(element.bytes);
		memcpy(text_add(&plan->omitted, sizeof(handle)), &handle, sizeof(handle));
		text_free(&element);
		text += length;
	}
}

static void take_option(struct plan *plan, struct match *match, int key, const char *argument)
{
	plan->single |= key == 's';
	plan->scripts |= key == 'x';
	plan->workers |= key == 'w';
	plan->zombies |= key == 'z';
	plan->quiet |= key == 'q';
	match->threads |= key == 't';
	if (key == 'o')
		omit_list(plan, argument);
	else if (key == 'S' || key == 'd')
		plan->separator = argument;
	else if (key == 'c') /* only root can compare; otherwise ignored without a message */
		plan->check_root = geteuid() == 0 && stat("/proc/self/root", &plan->root) == 0;
}

static int pidof_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .separator = " " };
	struct match match = { .conditions.also = runs_program, .failure = FAILURE };
	bool found = false;
	char buffer[4096];
	int key, status;

	while ((key = option_next(&parsed)))
		take_option(&plan, &match, key, parsed.argument);
	if (parsed.index == argc)
		usage_error("no program given");
	match.use = plan.quiet ? MATCH_COUNTED : MATCH_PRINTED;
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	for (argv += parsed.index; *argv; argv++) {
		plan.name = *argv;
		plan.has_file = strchr(*argv, '/') && executable_find(&plan.file, *argv);
		match_each(&match, add_found, &plan);
		found |= print_found(&plan);
	}
	if (plan.printed)
		output_char(&plan.output, '\n');
	status = output_finish(&plan.output);
	return status || match.incomplete ? FAILURE : !found;
}

APPLET(pidof) = {
	.name = "pidof",
	.main = pidof_main,
	.synopsis = "[OPTION]... PROGRAM...",
	.summary = "Print the IDs of the processes that run each PROGRAM, a name or a path,\n"
		   "highest ID first.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_LIKE_PSMISC,
};
