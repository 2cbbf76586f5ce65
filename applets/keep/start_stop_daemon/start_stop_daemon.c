/* start-stop-daemon - start and stop programs that run in the background
 * dpkg 1.23 https://manpages.debian.org/unstable/dpkg/start-stop-daemon.8.en.html
 * with options of OpenRC
 *
 * Other than dpkg's, it reports that a program in the background could not be executed; holds what
 * it signals; and does not let a stale pid file hide a program that runs.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/long_name.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "become.h"
#include "find.h"
#include "match/options.h"
#include "plan.h"
#include "start.h"
#include "stop.h"
#include "text/error.h"
#include "text/format.h"

enum { HELP = 'H', USAGE = 3 };

static const struct applet_option options[] = {
	OPT('S', "start", NULL, "start a program, unless it is running"),
	OPT('K', "stop", NULL, "signal the processes that match"),
	OPT('T', "status", NULL, "report by the exit status whether one matches"),
	OPT(PIDOF, "pidof", NULL, "the same, and print their process IDs"),
	OPT(HELP, NULL, NULL, "the same as --help"),
	OPT('x', "exec", "FILE", "match processes that execute FILE; start it"),
	OPT('p', "pidfile", "FILE", "match the process ID in FILE"),
	OPT(PID, "pid", "PID", "match this process ID"),
	OPT(PPID, "ppid", "PID", "match children of this process"),
	OPT('n', "name", "NAME", "match processes called NAME"),
	OPT('u', "user", "USER", "match processes of USER"),
	OPT(INTERPRETED, "interpreted", NULL, "--exec names a script"),
	OPT(SCAN, "scan", NULL, "if the pid file is stale, look for others"),
	OPT('s', "signal", "SIGNAL", "signal to send (default: TERM)"),
	OPT('R', "retry", "SCHEDULE", "wait until all have ended: TIME, or TERM/5/KILL/1"),
	OPT(TREE, "tree", NULL, "also signal all descendants"),
	OPT(REMOVE_PIDFILE, "remove-pidfile", NULL, "remove the pid file after stopping"),
	OPT('o', "oknodo", NULL, "exit with 0, not 1, if nothing is done"),
	OPT('t', "test", NULL, "only print what would be done"),
	OPT('q', "quiet", NULL, "print only errors"),
	OPT('v', "verbose", NULL, "print more"),
	OPT('a', "startas", "FILE", "start FILE (default: that of --exec)"),
	OPT('b', "background", NULL, "start it in the background"),
	OPT(NOTIFY_AWAIT, "notify-await", NULL, "with -b, wait until it sends READY=1 (see\n"
					  "sd_notify(3))"),
	OPT(NOTIFY_TIMEOUT, "notify-timeout", "TIME", "wait for at most TIME (default: 60)"),
	OPT(WAIT, "wait", "MS", "exit with 1 if it ends within MS milliseconds"),
	OPT('m', "make-pidfile", NULL, "write the pid file"),
	OPT(WITH_HANDLE, "handle", NULL, "add a second line, which identifies the process"),
	OPT('c', "chuid", "USER[:GROUP]", "run it as USER"),
	OPT('g', "group", "GROUP", "run it as GROUP"),
	OPT('r', "chroot", "DIR", "change its root directory"),
	OPT('d', "chdir", "DIR", "change its directory (default: /)"),
	OPT('k', "umask", "MASK", "set its umask"),
	OPT('N', "nicelevel", "N", "add N to its niceness"),
	OPT('P', "procsched", "CLASS[:N]", "schedule it as other, fifo or rr"),
	OPT('I', "iosched", "CLASS[:N]", "I/O class: idle, best-effort, real-time"),
	OPT(ENVIRONMENT, "env", "NAME=VALUE", "set an environment variable"),
	OPT('C', "no-close", NULL, "let it keep all open descriptors"),
	OPT('O', "output", "FILE", "append its output to FILE"),
	OPT(STDIN, "stdin", "FILE", "read its input from FILE"),
	OPT(STDOUT, "stdout", "FILE", "append its standard output to FILE"),
	OPT(STDERR, "stderr", "FILE", "append its standard error to FILE"),
	{ .key = 0 },
};

/* An option, and the one that it needs; of the last ones, the one that it excludes. */
static const struct pair {
	unsigned short key, other;
} pairs[] = {
	{ 'm', 'p' }, { REMOVE_PIDFILE, 'p' }, { WITH_HANDLE, 'm' },
	{ 'b', 'S' }, { 'C', 'b' }, { 'O', 'b' }, { NOTIFY_AWAIT, 'b' },
	{ NOTIFY_TIMEOUT, NOTIFY_AWAIT }, { WAIT, 'b' }, { STDIN, 'b' },
	{ STDOUT, 'b' }, { STDERR, 'b' }, { TREE, 'K' }, { INTERPRETED, 'x' },
	{ PID, 'p' }, { STDOUT, 'O' }, { STDERR, 'O' },
};

enum { PAIRS = sizeof(pairs) / sizeof(*pairs), EXCLUDED = PAIRS - 3 };

/* -T and --pidof have other statuses for errors. */
static void take_command(struct plan *plan, int key)
{
	static struct applet applet;

	if (plan->command && plan->command != key)
		usage_error("only one command can be specified");
	plan->command = key;
	if (key != 'T' && key != PIDOF)
		return;
	applet = *running_applet;
	applet.failure = applet.write_failure = UNKNOWN;
	running_applet = &applet;
	error_status = plan->trouble = UNKNOWN;
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == HELP)
		exit(help_print(running_applet));
	if (key == 'S' || key == 'K' || key == 'T' || key == PIDOF)
		take_command(plan, key);
	if (key == 'q' || key == 'v')
		plan->values[key == 'q' ? 'v' : 'q'] = NULL;
	if (key == ENVIRONMENT) {
		if (!strchr(argument, '=') || *argument == '=')
			usage_error("not NAME=VALUE: %pq", argument);
		*(const char **)text_add(&plan->extra, sizeof(argument)) = argument;
	}
	/* the last group counts */
	if (key == 'c' && strchr(argument, ':'))
		plan->values['g'] = NULL;
	plan->values[(unsigned)key % KEYS] = argument ? argument : "";
}

static void check_combinations(const struct plan *plan)
{
	static const unsigned short conditions[] = { 'x', 'n', 'p', 'u', PID, PPID, 0 };
	const unsigned short *condition = conditions;

	if (!plan->command)
		usage_error("need one of --start or --stop or --status");
	while (*condition && !given(plan, *condition))
		condition++;
	if (!*condition)
		usage_error("need at least one of --exec, --pid, --ppid, --pidfile, --user or "
			    "--name");
	if (plan->command == 'S' && !given(plan, 'x') && !given(plan, 'a'))
		usage_error("--start needs --exec or --startas");
	for (int i = 0; i < PAIRS; i++) {
		const struct pair *pair = &pairs[i];

		if (given(plan, pair->key) && (given(plan, pair->other) != NULL) == (i >= EXCLUDED))
			usage_error("--%s %s --%s", long_name_of(pair->key),
				    i < EXCLUDED ? "is only relevant with" : "is not possible with",
				    long_name_of(pair->other));
	}
	if (given(plan, 'O') && *given(plan, 'O') != '/')
		usage_error("--output file needs to be an absolute filename");
}

static void check_numbers(struct plan *plan)
{
	plan->signal = match_signal(given(plan, 's'));
	if (given(plan, PID))
		plan->pid = argument_pid(given(plan, PID), 1);
	if (given(plan, PPID))
		condition_add_number(&plan->match.conditions.lists[MATCH_PPID],
				     argument_pid(given(plan, PPID), 1));
}

/* Finds the file of --exec: a relative one in the directory that the program gets, and its root. */
static void find_executable(struct plan *plan)
{
	static char path[2 * PATH_MAX];
	const char *name = given(plan, 'x'), *root = given(plan, 'r');
	struct output output;

	if (!name)
		return;
	output_start(&output, OUTPUT_TEXT, path, sizeof(path));
	if (root)
		output_format(&output, "%s/", root);
	plan->values['x'] = path + output.used;
	if (*name != '/')
		output_format(&output, "%s/", given(plan, 'd'));
	output_text(&output, name);
	output_terminate(&output);
	if (!executable_find(&plan->executable, path))
		fail(plan->trouble, "cannot stat %pn (%m)", path);
	plan->executable.replaced = true;
}

static int report_status(struct plan *plan)
{
	size_t count;
	const struct target *target;

	find_processes(plan);
	target = found(plan, &count);
	if (!count && plan->file_exists)
		return plan->numbered ? 1 : UNKNOWN;
	for (size_t i = 0; plan->command == PIDOF && i < count; i++)
		output_format(&plan->output, "%d\n", (int)target[i].pid);
	return count ? 0 : 3;
}

static int start_stop_daemon_main(int argc, char **argv)
{
	static struct plan plan; /* too large for small stacks */
	struct options parsed = options_of(argv);
	char buffer[512], schedule[SCHEDULE_SIZE];
	int key, status;
	bool quiet;

	plan.trouble = error_status = TROUBLE;
	plan.values['d'] = "/";
	plan.values['s'] = "TERM";
	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	quiet = given(&plan, 'q') && plan.command != PIDOF;
	output_start(&plan.output, quiet ? OUTPUT_TEXT : 1, buffer, sizeof(buffer));
	check_combinations(&plan);
	check_numbers(&plan);
	check_schedule(&plan, schedule);
	check_attributes(&plan);
	check_times(&plan);
	plan.count = argc - parsed.index;
	plan.arguments = argv + parsed.index - 1;
	plan.arguments[0] = (char *)given(&plan, given(&plan, 'a') ? 'a' : 'x');
	find_executable(&plan);
	prepare_search(&plan);
	if (plan.command == 'S')
		status = start_planned(&plan);
	else
		status = plan.command == 'K' ? stop_processes(&plan) : report_status(&plan);
	key = quiet ? 0 : output_finish(&plan.output);
	return key ? key : status;
}

APPLET(start_stop_daemon) = {
	.name = "start-stop-daemon",
	.main = start_stop_daemon_main,
	.synopsis = "-S [OPTION]... [--] [ARG]...\n"
		    "-K [OPTION]...\n"
		    "-T [OPTION]...",
	.summary = "Start and stop programs that run in the background.",
	.options = options,
	.failure = USAGE,
	.write_failure = TROUBLE,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_NEEDS_EXEC | APPLET_PIPE_MAY_BREAK |
		 APPLET_MAY_BE_CLOSED,
};
