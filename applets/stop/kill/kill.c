/* kill - send a signal to processes
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/kill.html
 * util-linux 2.42 https://man7.org/linux/man-pages/man1/kill.1.html
 *
 * A plain kill is kill(2) and nothing else. Only what needs a process for longer than that
 * (--timeout, --wait, --tree, PID:INODE) holds it by a descriptor.
 */
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "follow_up.h"
#include "list.h"
#include "plan.h"
#include "send.h"
#include "signal/list.h"
#include "signal/signals.h"
#include "text/duration.h"

enum {
	TIMEOUT = OPTION_LONG,
	VERBOSE,
	WAIT,
	KILL_AFTER,
	TREE = CONFIG_FEATURE_KILL_TREE ? OPTION_LONG + 4 : OPTION_ABSENT,
};

static const struct applet_option options[] = {
	OPT('s', "signal", "SIGNAL", "signal to send: a name or number (default: TERM)"),
	OPT('n', NULL, "NUMBER", "the same, as in shells"),
	OPT('l', "list", "[=SIGNAL]", "list signal names, or translate SIGNAL: a number,\n"
				      "exit status or 0x mask to names, a name to its\n"
				      "number"),
	OPT('L', "table", NULL, "list signal names and numbers"),
	OPT('a', "all", NULL, "with NAME, also signal other users' processes"),
	OPT('p', "pid", NULL, "only print the process IDs"),
	OPT('q', "queue", "VALUE", "send this number with the signal (sigqueue(3))"),
	OPT('r', "require-handler", NULL, "signal only processes that have a handler for it"),
	OPT('d', "show-process-state", "PID", "show which signals PID has pending, blocks,\n"
					      "ignores and catches"),
	OPT(TIMEOUT, "timeout", "MS SIGNAL", "after MS milliseconds, send SIGNAL to processes\n"
					     "still running; may be given more than once"),
	OPT(WAIT, "wait", "[=DURATION]", "wait until all have ended, up to DURATION"),
	OPT(KILL_AFTER, "kill-after", "DURATION", "after DURATION send KILL to those still\n"
						  "running, and wait for them"),
	OPT(TREE, "tree", NULL, "also signal all descendants of the processes"),
	OPT(VERBOSE, "verbose", NULL, "print each signal that is sent"),
	{ .key = 0 },
};

static int signal_option(const char *text)
{
	int number = signal_parse(text);
	char buffer[NEAR_HINT_SIZE];
	const char *hint = signal_hint(buffer, text);

	if (number < 0)
		applet_fail("unknown signal %pn%s", text, *hint ? hint : "; kill -l lists signals");
	return number;
}

static struct timespec duration_option(const char *text)
{
	struct timespec duration;

	if (!duration_parse(text, &duration))
		applet_fail("invalid duration: %pq", text);
	return duration;
}

static void add_follow_up(struct plan *plan, struct timespec delay, int signal)
{
	if (plan->follow_up_count == FOLLOW_UPS)
		applet_fail("too many follow-up signals");
	plan->follow_ups[plan->follow_up_count++] = (struct follow_up){ delay, signal };
}

/* --timeout takes two arguments. */
static void timeout_option(struct plan *plan, struct options *parsed)
{
	const char *signal = parsed->argv[parsed->index];
	long long delay =
		argument_number(parsed->argument, "timeout", 0, LLONG_MAX / 1000000);

	if (!signal)
		usage_error("option '--timeout' requires a time and a signal");
	parsed->index++;
	add_follow_up(plan,
		      (struct timespec){ .tv_sec = delay / 1000,
					 .tv_nsec = delay % 1000 * 1000000 },
		      signal_option(signal));
}

/*
 * Whether the next argument is -SIGNAL, which is then consumed. The first -N is a signal, a second
 * one a process group.
 */
static bool signal_argument(struct plan *plan, struct options *parsed, bool *given)
{
	const char *text = parsed->argv[parsed->index];
	int number;

	if (*given || parsed->cluster || !text || text[0] != '-' || !text[1] || text[1] == '-')
		return false;
	number = signal_parse(text + 1);
	if (number < 0) {
		/* no options are digits or capital letters, except -L and -V */
		if (text[1] < 'a' && strcmp(text, "-L") != 0 && strcmp(text, "-V") != 0)
			signal_option(text + 1);
		return false;
	}
	plan->signal = number;
	parsed->index++;
	*given = true;
	return true;
}

static bool is_group(const struct options *parsed)
{
	const char *text = parsed->argv[parsed->index];

	return !parsed->cluster && text && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
}

static void value_option(struct plan *plan, const char *text)
{
	plan->value = (int)argument_number(text, "queue", INT_MIN, INT_MAX);
	plan->has_value = true;
}

/* Handles one option. Returns 0, or its key if kill is to print something instead of signalling. */
static int take_option(struct plan *plan, struct options *parsed, int key, bool *given)
{
	switch (key) {
	case 's':
	case 'n':
		plan->signal = signal_option(parsed->argument);
		*given = true;
		break;
	case 'a':
		plan->all_users = true;
		break;
	case 'p':
		plan->print = true;
		break;
	case 'q':
		value_option(plan, parsed->argument);
		break;
	case 'r':
		plan->require_handler = true;
		break;
	case TIMEOUT:
		timeout_option(plan, parsed);
		break;
	case WAIT:
		plan->wait = true;
		if (parsed->argument)
			plan->limit = duration_option(parsed->argument);
		break;
	case KILL_AFTER:
		plan->wait = true;
		add_follow_up(plan, duration_option(parsed->argument), SIGKILL);
		break;
	case TREE:
		plan->tree = true;
		break;
	case VERBOSE:
		plan->verbose = true;
		break;
	default: /* l, L, d */
		return key;
	}
	return 0;
}

static int print_instead(struct plan *plan, const struct options *parsed, int key)
{
	if (key == 'd')
		return print_signal_state(plan, parsed->argument);
	if (key == 'l')
		return print_signals(&plan->output, parsed->argument, parsed->argv + parsed->index);
	signal_list_table(&plan->output, isatty(1));
	return output_finish(&plan->output);
}

static int kill_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .signal = SIGTERM, .limit = DURATION_FOREVER, .proc = -1 };
	char buffer[4096];
	bool given = false;
	int key;

	(void)argc;
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	for (;;) {
		if (signal_argument(&plan, &parsed, &given))
			continue;
		if (is_group(&parsed) || !(key = option_next(&parsed)))
			break;
		if (take_option(&plan, &parsed, key, &given))
			return print_instead(&plan, &parsed, key);
	}
	if (!argv[parsed.index])
		usage_error("not enough arguments");
	while (argv[parsed.index])
		signal_operand(&plan, argv[parsed.index++]);
	if (has_tree(&plan))
		signal_trees(&plan);
	send_follow_ups(&plan);
	if (output_finish(&plan.output))
		return FAILURE;
	return !plan.failed ? 0 : plan.done ? SOME_FAILED : FAILURE;
}

APPLET(kill) = {
	.name = "kill",
	.main = kill_main,
	.synopsis = "[-SIGNAL | -s SIGNAL] [OPTION]... PID|-PGID|PID:INODE|NAME...\n"
		    "-l [SIGNAL]...\n"
		    "-L",
	.summary = "Send a signal, TERM by default, to processes.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_LIKE_UTIL_LINUX,
};
