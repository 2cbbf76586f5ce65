/* dumb-init - run a command as the first process of a container, in a session of its own
 * dumb-init 1.2.5 https://github.com/Yelp/dumb-init
 *
 * The command leads a session, with our terminal if that is ours to give away; signals go to its
 * process group. There a stop signal of the terminal has no effect, as nobody outside of the group
 * could wake it up again, so it is told to stop by SIGSTOP.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "applet/long_name.h"
#include "applet/options.h"
#include "keep/init.h"
#include "keep/leftovers.h"
#include "launch/exec.h"
#include "signal/mask.h"
#include "signal/signals.h"
#include "text/error.h"
#include "text/format.h"

enum { WAIT_ALL = CONFIG_FEATURE_INIT_WAIT_ALL ? OPTION_LONG : OPTION_ABSENT };

static const struct applet_option options[] = {
	OPT('c', "single-child", NULL, "start no session; send signals to COMMAND alone"),
	OPT('r', "rewrite", "s:r", "send signal r instead of signal s, or none if r is 0;\n"
				   "may be repeated"),
	OPT('v', "verbose", NULL, "report what happens, on standard error"),
	OPT(WAIT_ALL, "wait-all", "[=TIME]",
	    "when COMMAND has ended, end what it has left behind:\n"
	    "by TERM, and after TIME (10 seconds) by KILL"),
	{ .key = 0 },
};

enum { FAILURE = 1, NOT_EXECUTED = 2, LAST_SIGNAL = 31 };

struct plan {
	struct init init;
	struct rest rest;
	char **argv;
	bool verbose;
	bool ignore_hangup;                     /* the next one: it comes of leaving the terminal */
	bool ignore_continue;                   /* likewise */
	int status;                             /* of the command: what we exit with */
	signed char rewritten[LAST_SIGNAL + 1]; /* what signal N becomes; -1: stays as it is */
};

/* Whether --wait-all was given; constant where there is none, so that nothing of it is built. */
static bool has_rest(const struct plan *plan)
{
	return CONFIG_FEATURE_INIT_WAIT_ALL && plan->rest.wanted;
}

static void vsay(const char *format, va_list arguments)
{
	char buffer[512];
	struct output line;

	error_start(&line, buffer, sizeof(buffer));
	output_text(&line, "[dumb-init] ");
	output_vformat(&line, format, arguments);
	output_char(&line, '\n');
	error_flush(&line);
}

static void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsay(format, arguments);
	va_end(arguments);
}

/* The same with --verbose only. */
static void debug(const struct plan *plan, const char *format, ...)
{
	va_list arguments;

	if (!plan->verbose)
		return;
	va_start(arguments, format);
	vsay(format, arguments);
	va_end(arguments);
}

/* Without a handler no signal that was ignored would get its default action for the command. */
static void reset_signals(void)
{
	struct mask mask;

	for (int number = 1; number <= LAST_SIGNAL; number++)
		disposition_set(number, false);
	mask_fill(&mask);
	mask_change(SIG_UNBLOCK, &mask, NULL);
}

static int become(void *context)
{
	const struct plan *plan = context;

	debug(plan, "Child spawned with PID %d.", (int)getpid());
	reset_signals();
	if (plan->init.to_group) {
		if (setsid() < 0) {
			say("Unable to setsid (errno=%d %m). Exiting.", errno);
			return FAILURE;
		}
		if (ioctl(0, TIOCSCTTY, 0))
			debug(plan, "Unable to attach to controlling tty (errno=%d %m).", errno);
		debug(plan, "setsid complete.");
	}
	exec_command(plan->argv);
	say("%s: %m", plan->argv[0]);
	return NOT_EXECUTED;
}

/* Who leads a session hangs up its processes by leaving the terminal: himself, too. */
static void leave_terminal(struct plan *plan)
{
	if (ioctl(0, TIOCNOTTY)) {
		debug(plan, "Unable to detach from controlling tty (errno=%d %m).", errno);
	} else if (getsid(0) != getpid()) {
		debug(plan, "Detached from controlling tty, but was not session leader.");
	} else {
		debug(plan, "Detached from controlling tty, ignoring the first SIGHUP and SIGCONT "
			    "we receive.");
		plan->ignore_hangup = plan->ignore_continue = true;
	}
}

static void start(struct plan *plan)
{
	static const unsigned char none[] = { 0 };

	init_block(&plan->init, none);
	if (has_rest(plan) && getpid() != 1 && prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)) {
		say("Unable to adopt orphans (errno=%d %m). Exiting.", errno);
		exit(FAILURE);
	}
	if (plan->init.to_group)
		leave_terminal(plan);
	if (!init_start(&plan->init, become, plan)) {
		say("Unable to fork. Exiting.");
		exit(FAILURE);
	}
	plan->rest.told_group = plan->init.to_group ? plan->init.child : 0;
	if (chdir("/"))
		debug(plan, "Unable to chdir(\"/\") (errno=%d %m)", errno);
}

static void forward(struct plan *plan, int number)
{
	bool rewritten = number <= LAST_SIGNAL && plan->rewritten[number] >= 0;
	int to = rewritten ? plan->rewritten[number] : number;

	if (rewritten)
		debug(plan, "Translating signal %d to %d.", number, to);
	if (to == 0) {
		debug(plan, "Not forwarding signal %d to children (ignored).", to);
		return;
	}
	if (plan->init.child)
		init_send(&plan->init, to);
	else if (has_rest(plan))
		tree_signal(&plan->rest.tree, to, 0);
	debug(plan, "Forwarded signal %d to children.", to);
}

/* Reaps what has ended. The command's group is told before anybody else can get its number. */
static void reap(struct plan *plan)
{
	bool killed, is_child;
	pid_t process;
	int status;

	while ((process = init_ended(&status, &killed)) > 0) {
		debug(plan,
		      killed ? "A child with PID %d was terminated by signal %d."
			     : "A child with PID %d exited with exit status %d.",
		      (int)process, status);
		is_child = process == plan->init.child;
		if (is_child) {
			plan->status = killed ? 128 + status : status;
			forward(plan, SIGTERM);
			debug(plan, "Child exited with status %d. Goodbye.", plan->status);
		}
		if (!init_reap(&plan->init, process))
			break;
		if (has_rest(plan))
			rest_forget(&plan->rest, process);
	}
	if (process < 0 ? plan->init.child || errno != ECHILD : process) {
		say("Unable to wait for children (errno=%d %m). Exiting.", errno);
		exit(FAILURE);
	}
}

/* Whether the signal comes of our having left the terminal; only the first one does. */
static bool is_hand_over(struct plan *plan, int number)
{
	bool *ignore = number == SIGHUP ? &plan->ignore_hangup : &plan->ignore_continue;
	bool ignored = (number == SIGHUP || number == SIGCONT) && *ignore;

	if (ignored)
		*ignore = false;
	return ignored;
}

static void take(struct plan *plan, int number)
{
	debug(plan, "Received signal %d.", number);
	if (is_hand_over(plan, number)) {
		debug(plan, "Ignoring tty hand-off signal %d.", number);
	} else if (number == SIGCHLD) {
		reap(plan);
	} else {
		forward(plan, number);
		if (number == SIGTSTP || number == SIGTTIN || number == SIGTTOU) {
			debug(plan, "Suspending self due to TTY signal.");
			kill(getpid(), SIGSTOP);
		}
	}
}

/* Takes "s:r" apart for a moment: signal names are read to their ends. */
static bool parse_rewrite(struct plan *plan, char *text)
{
	char *colon = strchr(text, ':');
	int from, to;

	if (!colon)
		return false;
	*colon = '\0';
	from = signal_parse(text);
	to = signal_parse(colon + 1);
	*colon = ':';
	if (from < 1 || from > LAST_SIGNAL || to < 0 || to > LAST_SIGNAL)
		return false;
	plan->rewritten[from] = (signed char)to;
	return true;
}

/* Messages without our name before them, which the original gives. */
static _Noreturn void fail_usage(const char *format, ...)
{
	char buffer[512];
	struct output output;
	va_list arguments;

	error_start(&output, buffer, sizeof(buffer));
	va_start(arguments, format);
	output_vformat(&output, format, arguments);
	va_end(arguments);
	error_flush(&output);
	exit(FAILURE);
}

/* To standard error, letter by letter what the original prints there: others compare it. */
static void preface(int key)
{
	static const char help[] =
		"Usage: %s [option] command [[arg] ...]\n\n"
		"dumb-init is a simple process supervisor that forwards signals to children.\n"
		"It is designed to run as PID1 in minimal container environments.\n\n"
		"Optional arguments:\n"
		"   -c, --single-child   Run in single-child mode.\n"
		"                        In this mode, signals are only proxied to the\n"
		"                        direct child and not any of its descendants.\n"
		"   -r, --rewrite s:r    Rewrite received signal s to new signal r before "
		"proxying.\n"
		"                        To ignore (not proxy) a signal, rewrite it to 0.\n"
		"                        This option can be specified multiple times.\n"
		"   -v, --verbose        Print debugging information to stderr.\n"
		"   -h, --help           Print this help message and exit.\n"
		"   -V, --version        Print the current version and exit.\n\n"
		"Full help is available online at https://github.com/Yelp/dumb-init\n";
	char buffer[1024];
	struct output output;

	error_start(&output, buffer, sizeof(buffer));
	output_text(&output, "dumb-init v1.2.5\n");
	if (CONFIG_FEATURE_HELP && key == KEY_HELP)
		output_format(&output, help, error_name);
	error_flush(&output);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == 'c')
		plan->init.to_group = false;
	plan->verbose |= key == 'v';
	if (key == WAIT_ALL)
		rest_option(&plan->rest, argument);
	if (key == 'r' && !parse_rewrite(plan, (char *)argument))
		fail_usage("Usage: -r option takes <signum>:<signum>, where <signum> is between 1 "
			   "and %d.\nThis option can be specified multiple times.\n"
			   "Use --help for full usage.\n",
			   LAST_SIGNAL);
}

/* Whether the variable is that one character, and nothing else. */
static bool is_set(const char *name, char wanted)
{
	const char *value = getenv(name);

	return value && value[0] == wanted && !value[1];
}

static void take_environment(struct plan *plan)
{
	if (is_set("DUMB_INIT_DEBUG", '1')) {
		plan->verbose = true;
		debug(plan, "Running in debug mode.");
	}
	if (is_set("DUMB_INIT_SETSID", '0')) {
		plan->init.to_group = false;
		debug(plan, "Not running in setsid mode.");
	}
}

/* Stop signals of the terminal become SIGSTOP in a session of its own, unless -r says otherwise. */
static void rewrite_stops(struct plan *plan)
{
	static const unsigned char stops[] = { SIGTSTP, SIGTTIN, SIGTTOU };

	for (size_t i = 0; i < sizeof(stops) && plan->init.to_group; i++) {
		if (plan->rewritten[stops[i]] < 0)
			plan->rewritten[stops[i]] = SIGSTOP;
	}
}

static int dumb_init_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { .init.to_group = true, .rest.farewell = SIGTERM };
	long left[2];
	int key, number;

	memset(plan.rewritten, -1, sizeof(plan.rewritten));
	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	if (parsed.index == argc)
		fail_usage("Usage: %s [option] program [args]\nTry %s --help for full usage.\n",
			   error_name, error_name);
	plan.argv = argv + parsed.index;
	take_environment(&plan);
	rewrite_stops(&plan);
	if (plan.rewritten[SIGTERM] >= 0)
		plan.rest.farewell = plan.rewritten[SIGTERM];
	start(&plan);
	do {
		number = init_next(&plan.init,
				   has_rest(&plan) ? rest_time_left(&plan.rest, left) : NULL);
		if (number < 0) {
			say("Unable to wait for signals (errno=%d %m). Exiting.", errno);
			return FAILURE;
		}
		if (number)
			take(&plan, number);
	} while (plan.init.child || (has_rest(&plan) && !rest_is_gone(&plan.rest)));
	return plan.status;
}

APPLET(dumb_init) = {
	.name = "dumb-init",
	.main = dumb_init_main,
	.synopsis = "[OPTION]... COMMAND [ARG]...",
	.summary = "Run COMMAND in a session of its own, pass signals on to its process group and\n"
		   "reap orphans: the first process of a container.",
	.options = options,
	.preface = preface,
	.failure = FAILURE,
	.flags = APPLET_SHORT_HELP | APPLET_NO_HINT,
};
