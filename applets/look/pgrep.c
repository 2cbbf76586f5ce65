/* pgrep - list the processes that match
 * procps-ng 4.x https://gitlab.com/procps-ng/procps
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "match/options.h"
#include "proc/program.h"
#include "target/handle.h"
#include "target/target.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/quote.h"

enum {
	QUIET = OPTION_LONG,
	HANDLE,
	SIGNAL = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 2 : OPTION_ABSENT,
	FATAL = 3, /* a status */
};

static const struct applet_option options[] = {
	OPT('a', "list-full", NULL, "print the command line after each process ID"),
	OPT('l', "list-name", NULL, "print the name after each process ID"),
	OPT('Q', "shell-quote", NULL, "print the command line quoted for a shell"),
	OPT(HANDLE, "handle", NULL, "print PID:INODE, which is never reused"),
	OPT('d', "delimiter", "TEXT", "separate processes by TEXT (default: a newline)"),
	OPT('c', "count", NULL, "print only the number of matching processes"),
	OPT(QUIET, "quiet", NULL, "print nothing"),
	OPT('v', "inverse", NULL, "only the processes that do not match"),
	OPT('w', "lightweight", NULL, "match all threads, and print their IDs"),
	OPT(SIGNAL, "signal", "SIGNAL", "the signal that --require-handler checks for\n"
				 "(default: TERM)"),
#include "match/rows.h"
	{ .key = 0 },
};

struct plan {
	bool names, lines, quoted, handles, count, quiet;
	const char *delimiter;
	int signal;
	bool terminal;
	bool listed; /* at least one process */
	struct output output;
};

static bool is_plain(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789%+,-./:=@_";

	return *text && !text[span_of(text, plain)];
}

static void print_quoted(struct output *output, const char *arguments, size_t length)
{
	for (size_t used = 0; used < length; used += strlen(arguments + used) + 1) {
		if (used)
			output_char(output, ' ');
		if (is_plain(arguments + used))
			output_text(output, arguments + used);
		else
			output_quoted(output, arguments + used);
	}
}

/* The inode of its pidfd, or 0 if it has ended. Takes over its directory. */
static unsigned long long inode_of(struct process *process)
{
	struct target target;
	unsigned long long inode = 0;
	int reason = 0;

	if (target_hold(&target, process)) {
		errno = 0;
		inode = target_inode(&target);
		reason = errno;
		target_drop(&target);
	} else {
		reason = errno;
	}
	if (inode || reason == ESRCH || reason == ENOENT)
		return inode;
	if (!reason || reason == ENOSYS)
		fail(FATAL, "--handle needs Linux 6.9 or newer");
	errno = reason;
	fail(FATAL, "cannot determine the handle of process %d: %m", (int)process->id);
}

static void print_process(void *context, struct process *process)
{
	struct plan *plan = context;
	struct output *output = &plan->output;
	const char *arguments = NULL, *text = NULL;
	unsigned long long inode = 0;
	size_t length = 0;

	if (plan->quoted)
		arguments = process_cmdline(process, &length);
	if (plan->lines)
		text = program_line(process);
	else if (plan->names)
		text = process_name(process);
	if (plan->handles && !(inode = inode_of(process)))
		return;
	if (plan->listed)
		output_text(output, plan->delimiter);
	plan->listed = true;
	output_format(output, inode ? "%d:%llu" : "%d", (int)process->id, inode);
	if (text)
		output_char(output, ' ');
	if (length)
		print_quoted(output, arguments, length);
	else if (text)
		output_printable(output, text, plan->terminal);
}

static void take_option(struct plan *plan, struct match *match, int key, const char *argument)
{
	if (key == 'd')
		plan->delimiter = argument;
	else if (key == SIGNAL)
		plan->signal = match_signal(argument);
	plan->names |= key == 'l';
	plan->lines |= key == 'a' || key == 'Q';
	plan->quoted |= key == 'Q';
	plan->handles |= key == HANDLE;
	plan->count |= key == 'c';
	plan->quiet |= key == QUIET;
	match->inverse |= key == 'v';
	match->threads |= key == 'w';
}

static int pgrep_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .delimiter = "\n", .signal = SIGTERM };
	struct match_request request = { .given = false };
	char buffer[4096];
	size_t count;
	int key, status;

	while ((key = option_next(&parsed))) {
		if (!match_option(&request, key, parsed.argument))
			take_option(&plan, &request.match, key, parsed.argument);
	}
	match_operand(&request, argc - parsed.index, argv + parsed.index, plan.signal);
	request.match.enter = plan.names || plan.lines || plan.handles;
	if (!plan.count && !plan.quiet)
		request.match.use = MATCH_PRINTED;
	plan.terminal = request.match.enter && slot_look(1, NULL) == SLOT_TERMINAL;
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	count = match_each(&request.match, plan.count || plan.quiet ? NULL : print_process, &plan);
	if (plan.listed)
		output_char(&plan.output, '\n');
	else if (plan.handles && !plan.count && !plan.quiet)
		count = 0; /* those that matched ended before their handles were read */
	if (plan.count && !plan.quiet)
		output_format(&plan.output, "%zu\n", count);
	status = output_finish(&plan.output);
	if (status || request.match.incomplete)
		return status ? status : FATAL;
	return !count;
}

APPLET(pgrep) = {
	.name = "pgrep",
	.main = pgrep_main,
	.synopsis = "[OPTION]... PATTERN\nOPTION...",
	.summary =
		"List the IDs of processes whose name matches PATTERN (an extended regular\n"
		"expression) and that satisfy every option given.",
	.options = options,
	.failure = 2,
	.write_failure = FATAL,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_LIKE_PROCPS,
};
