/* dumb-init - run a command as the first process of a container, in a session of its own
 * dumb-init 1.2.5 https://github.com/Yelp/dumb-init
 *
 * The command leads a session, and gets our terminal if we lead the session of that. Signals go to
 * its process group. A terminal's stop signals have no default effect there, because the kernel
 * does not stop an orphaned process group, so SIGSTOP is sent instead.
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
#include "launch/exec.h"
#include "signal/mask.h"
#include "signal/signals.h"
#include "text/error.h"
#include "text/format.h"
#include "text/variable.h"

enum { WAIT_ALL = CONFIG_FEATURE_INIT_WAIT_ALL ? OPTION_LONG : OPTION_ABSENT };

static const struct applet_option options[] = {
	OPT('c', "single-child", NULL, "start no session, and send signals to COMMAND alone"),
	OPT('r', "rewrite", "s:r", "send signal r instead of signal s (0: no signal);\n"
				   "may be repeated"),
	OPT('v', "verbose", NULL, "report what happens, on standard error"),
	OPT(WAIT_ALL, "wait-all", "[=TIME]",
	    "when COMMAND has ended, end all that it left running, by\n"
	    "TERM, and after TIME by KILL (default: 10 s)"),
	{ .key = 0 },
};

enum { FAILURE = 1, NOT_EXECUTED = 2, LAST_SIGNAL = 31 };

struct plan {
	struct init init;
	char **argv;
	bool verbose;
	bool ignore_hangup;                     /* the next one, caused by leaving the terminal */
	bool ignore_continue;                   /* likewise */
	int status;                             /* of the command, and so ours */
	signed char rewritten[LAST_SIGNAL + 1]; /* what signal N becomes; -1: stays as it is */
};

static void vprint_message(const char *format, va_list arguments)
{
	char buffer[512];
	struct output line;

	error_start(&line, buffer, sizeof(buffer));
	output_text(&line, "[dumb-init] ");
	output_vformat(&line, format, arguments);
	output_char(&line, '\n');
	error_flush(&line);
}

static void print_message(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprint_message(format, arguments);
	va_end(arguments);
}

/* The same with --verbose only. */
static void print_debug(const struct plan *plan, const char *format, ...)
{
	va_list arguments;

	if (!plan->verbose)
		return;
	va_start(arguments, format);
	vprint_message(format, arguments);
	va_end(arguments);
}

/* Signals that we inherited as ignored get their default actions for the command. */
static void reset_signals(void)
{
	struct mask mask;

	for (int number = 1; number <= LAST_SIGNAL; number++)
		disposition_set(number, false);
	mask_fill(&mask);
	mask_change(SIG_UNBLOCK, &mask, NULL);
}

static int become_command(void *context)
{
	const struct plan *plan = context;

	print_debug(plan, "Child spawned with PID %d.", (int)getpid());
	if (plan->init.to_group) {
		if (setsid() < 0) {
			print_message("Unable to setsid (errno=%d %m). Exiting.", errno);
			return FAILURE;
		}
		if (ioctl(0, TIOCSCTTY, 0))
			print_debug(plan, "Unable to attach to controlling tty (errno=%d %m).",
				    errno);
		print_debug(plan, "setsid complete.");
	}
	init_discard_pipe();
	reset_signals();
	exec_command(plan->argv);
	/* an empty name is not quoted, as in the original */
	print_message(*plan->argv[0] ? "%pn: %m" : "%s: %m", plan->argv[0]);
	return NOT_EXECUTED;
}

/* A session leader that leaves the terminal hangs up the foreground group, itself included. */
static void leave_terminal(struct plan *plan)
{
	if (ioctl(0, TIOCNOTTY)) {
		print_debug(plan, "Unable to detach from controlling tty (errno=%d %m).", errno);
	} else if (getsid(0) != getpid()) {
		print_debug(plan, "Detached from controlling tty, but was not session leader.");
	} else {
		print_debug(plan, "Detached from controlling tty, ignoring the first SIGHUP and "
				  "SIGCONT we receive.");
		plan->ignore_hangup = plan->ignore_continue = true;
	}
}

static void start_command(struct plan *plan)
{
	if (init_waits_for_all(&plan->init) && getpid() != 1 &&
	    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)) {
		print_message("Unable to adopt orphans (errno=%d %m). Exiting.", errno);
		exit(FAILURE);
	}
	if (plan->init.to_group)
		leave_terminal(plan);
	if (!init_start(&plan->init, become_command, plan)) {
		print_message("Unable to fork. Exiting.");
		exit(FAILURE);
	}
	plan->init.leftovers.notified_group = plan->init.to_group ? plan->init.child : 0;
	if (chdir("/"))
		print_debug(plan, "Unable to chdir(\"/\") (errno=%d %m)", errno);
}

static void forward(struct plan *plan, int number)
{
	bool rewritten = number <= LAST_SIGNAL && plan->rewritten[number] >= 0;
	int to = rewritten ? plan->rewritten[number] : number;

	if (rewritten)
		print_debug(plan, "Translating signal %d to %d.", number, to);
	if (to == 0) {
		print_debug(plan, "Not forwarding signal %d to children (ignored).", to);
		return;
	}
	init_send(&plan->init, to);
	print_debug(plan, "Forwarded signal %d to children.", to);
}

/* When the command has ended, its group is notified before the group's ID can be reused. */
static void on_end(void *context, pid_t process, int status, bool killed)
{
	struct plan *plan = context;

	if (process <= 0)
		return;
	print_debug(plan,
		    killed ? "A child with PID %d was terminated by signal %d."
			   : "A child with PID %d exited with exit status %d.",
		    (int)process, status);
	if (process != plan->init.child)
		return;
	plan->status = killed ? 128 + status : status;
	forward(plan, SIGTERM);
	print_debug(plan, "Child exited with status %d. Goodbye.", plan->status);
}

/* Whether the signal was caused by our leaving the terminal: only the first one is. */
static bool is_hand_over(struct plan *plan, int number)
{
	bool *ignore = number == SIGHUP ? &plan->ignore_hangup : &plan->ignore_continue;
	bool ignored = (number == SIGHUP || number == SIGCONT) && *ignore;

	if (ignored)
		*ignore = false;
	return ignored;
}

static void on_signal(void *context, int number)
{
	struct plan *plan = context;

	print_debug(plan, "Received signal %d.", number);
	if (is_hand_over(plan, number)) {
		print_debug(plan, "Ignoring tty hand-off signal %d.", number);
	} else if (number != SIGCHLD) {
		forward(plan, number);
		if (number == SIGTSTP || number == SIGTTIN || number == SIGTTOU) {
			print_debug(plan, "Suspending self due to TTY signal.");
			kill(getpid(), SIGSTOP);
		}
	}
}

/* Splits "s:r" for a moment: signal_parse reads a name to its terminating NUL. */
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

/* The original prints these messages without its name in front. */
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

void dumb_init_preface(int key);

/* Programs that compare the version read it from standard error, where the original prints it. */
void dumb_init_preface(int key)
{
	char buffer[32];
	struct output output;

	if (key != KEY_VERSION)
		return;
	error_start(&output, buffer, sizeof(buffer));
	output_text(&output, "dumb-init v1.2.5\n");
	error_flush(&output);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == 'c')
		plan->init.to_group = false;
	plan->verbose |= key == 'v';
	if (key == WAIT_ALL)
		leftovers_option(&plan->init.leftovers, argument);
	if (key == 'r' && !parse_rewrite(plan, (char *)argument))
		fail_usage("Usage: -r option takes <signum>:<signum>, where <signum> is between 1 "
			   "and %d.\nThis option can be specified multiple times.\n"
			   "Use --help for full usage.\n",
			   LAST_SIGNAL);
}

/* Whether the variable is exactly that one character. */
static bool is_set(const char *name, char wanted)
{
	const char *value = variable_value(name);

	return value && value[0] == wanted && !value[1];
}

static void read_environment(struct plan *plan)
{
	if (is_set("DUMB_INIT_DEBUG", '1')) {
		plan->verbose = true;
		print_debug(plan, "Running in debug mode.");
	}
	if (is_set("DUMB_INIT_SETSID", '0')) {
		plan->init.to_group = false;
		print_debug(plan, "Not running in setsid mode.");
	}
}

/* In its own session the command gets SIGSTOP for the terminal's stop signals, except with -r. */
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
	static const struct init_events events = { .signalled = on_signal, .ended = on_end };
	static const unsigned char none[] = { 0 };
	struct options parsed = options_of(argv);
	struct plan plan = {
		.init = { .to_group = true, .leftovers.goodbye_signal = SIGTERM },
	};
	int key;

	memset(plan.rewritten, -1, sizeof(plan.rewritten));
	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	if (parsed.index == argc)
		fail_usage("Usage: %s [option] program [args]\nTry %s --help for full usage.\n",
			   error_name, error_name);
	plan.argv = argv + parsed.index;
	/* before the first message, which is not to end us if its reader has gone */
	init_block(&plan.init, none);
	read_environment(&plan);
	rewrite_stops(&plan);
	if (plan.rewritten[SIGTERM] >= 0)
		plan.init.leftovers.goodbye_signal = plan.rewritten[SIGTERM];
	start_command(&plan);
	switch (init_run(&plan.init, &events, &plan)) {
	case INIT_CANNOT_AWAIT_SIGNALS:
		print_message("Unable to wait for signals (errno=%d %m). Exiting.", errno);
		return FAILURE;
	case INIT_CANNOT_AWAIT_CHILDREN:
		print_message("Unable to wait for children (errno=%d %m). Exiting.", errno);
		return FAILURE;
	case INIT_DONE:
		break;
	}
	return plan.status;
}

APPLET(dumb_init) = {
	.name = "dumb-init",
	.main = dumb_init_main,
	.synopsis = "[OPTION]... COMMAND [ARG]...",
	.summary = "Run COMMAND in its own session, pass signals on to its process group and reap\n"
		   "orphans, as the first process of a container.",
	.options = options,
	.preface = dumb_init_preface,
	.failure = FAILURE,
	.flags = APPLET_SHORT_HELP | APPLET_NO_HINT | APPLET_PIPE_MAY_BREAK | APPLET_MAY_BE_CLOSED,
};
