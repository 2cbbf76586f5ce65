/* tini - run a command as the first process of a container
 * tini 0.19 https://github.com/krallin/tini
 *
 * The command leads a process group of its own, in the foreground if standard input is our
 * terminal. Until it ends, and we with it, we pass signals on to it and reap orphans.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/help.h"
#include "applet/long_name.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "keep/init.h"
#include "launch/exec.h"
#include "signal/signals.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/reason.h"
#include "text/variable.h"

enum { WAIT_ALL = CONFIG_FEATURE_INIT_WAIT_ALL ? OPTION_LONG : OPTION_ABSENT };

static const struct applet_option options[] = {
	OPT('e', NULL, "EXIT_CODE", "exit with 0 if PROGRAM exits with EXIT_CODE;\n"
				    "may be repeated"),
	OPT('g', NULL, NULL, "send signals to the whole process group of PROGRAM"),
	OPT('l', NULL, NULL, "print the license and exit"),
	OPT('p', NULL, "SIGNAL", "get SIGNAL, and pass it on, when the parent ends"),
	OPT('s', NULL, NULL, "adopt orphans even if this is not process 1"),
	OPT('v', NULL, NULL, "be more verbose; may be repeated, up to 3 times"),
	OPT('w', NULL, NULL, "warn about each orphan that is reaped"),
	OPT(WAIT_ALL, "wait-all", "[=TIME]",
	    "when PROGRAM has ended, end all that it left running, by\n"
	    "TERM, and after TIME by KILL (default: 10 s); implies -s"),
	{ .key = 0 },
};

static const char license[] =
	"MIT License\n\n"
	"Copyright (c) 2026 the holdbox authors\n\n"
	"Permission is hereby granted, free of charge, to any person obtaining a copy\n"
	"of this software and associated documentation files (the \"Software\"), to deal\n"
	"in the Software without restriction, including without limitation the rights\n"
	"to use, copy, modify, merge, publish, distribute, sublicense, and/or sell\n"
	"copies of the Software, and to permit persons to whom the Software is\n"
	"furnished to do so, subject to the following conditions:\n\n"
	"The above copyright notice and this permission notice shall be included in all\n"
	"copies or substantial portions of the Software.\n\n"
	"THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR\n"
	"IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,\n"
	"FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE\n"
	"AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER\n"
	"LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,\n"
	"OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE\n"
	"SOFTWARE.\n";

enum { FAILURE = 1, CODES = 256 };

void tini_preface(int key);

/* Container engines read the version between "tini version " and " - ". */
void tini_preface(int key)
{
	char buffer[32];
	struct output output;

	if (key != KEY_VERSION)
		return;
	output_start(&output, 1, buffer, sizeof(buffer));
	output_text(&output, "tini version 0.19.0 - ");
	output_flush(&output);
}

enum level { FATAL, WARN, INFO, DEBUG, TRACE };

struct plan {
	struct init init;
	char **argv;
	int verbosity; /* the highest level that is reported */
	int parent_death_signal;
	bool subreaper;
	bool warn;
	int status;          /* of the command: what we exit with */
	bool to_zero[CODES]; /* -e */
};

/*
 * Fatal errors and warnings go to standard error, the rest to standard output. Neither is waited
 * for longer than other messages are.
 */
static void vlog_message(enum level level, const char *format, va_list arguments)
{
	static const char names[][6] = { "FATAL", "WARN ", "INFO ", "DEBUG", "TRACE" };
	char buffer[512];
	struct output line;

	error_start(&line, buffer, sizeof(buffer));
	if (level > WARN)
		line.descriptor = 1;
	output_format(&line, "[%s tini (%d)] ", names[level], (int)getpid());
	output_vformat(&line, format, arguments);
	output_char(&line, '\n');
	error_flush(&line);
}

static void log_message(const struct plan *plan, enum level level, const char *format, ...)
{
	va_list arguments;

	if ((int)level > plan->verbosity)
		return;
	va_start(arguments, format);
	vlog_message(level, format, arguments);
	va_end(arguments);
}

static _Noreturn void fatal(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vlog_message(FATAL, format, arguments);
	va_end(arguments);
	_exit(FAILURE);
}

static int print_license(void)
{
	char buffer[256];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	output_license(&output);
	return output_finish(&output);
}

/* Signals come last: while SIGTTOU is blocked, taking the terminal does not stop the process. */
static int become_command(void *context)
{
	const struct plan *plan = context;
	int status;

	if (setpgid(0, 0))
		fatal("setpgid failed: %m");
	if (tcsetpgrp(0, getpid())) {
		if (errno != ENOTTY && errno != ENXIO)
			fatal("tcsetpgrp failed: %m");
		log_message(plan, DEBUG, "tcsetpgrp failed: no %s (ok to proceed)",
		    errno == ENOTTY ? "tty" : "such device");
	}
	init_unblock(&plan->init);
	status = exec_command(plan->argv);
	if (status == 126 && errno != EACCES)
		status = FAILURE;
	/* an empty name is not quoted, as in the original */
	log_message(plan, FATAL, *plan->argv[0] ? "exec %pn failed: %m" : "exec %s failed: %m",
		    plan->argv[0]);
	return status;
}

static void adopt_orphans(const struct plan *plan)
{
	if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)) {
		if (errno == EINVAL)
			fatal("PR_SET_CHILD_SUBREAPER is unavailable on this platform. "
			      "Are you using Linux >= 3.4?");
		fatal("Failed to register as child subreaper: %m");
	}
	log_message(plan, TRACE, "Registered as child subreaper");
}

/* Warns if orphans will become_command children of another process. */
static void check_adoption(const struct plan *plan)
{
	int subreaper = 0;

	if (getpid() == 1)
		return;
	if (prctl(PR_GET_CHILD_SUBREAPER, &subreaper, 0, 0, 0))
		log_message(plan, DEBUG, "Failed to read child subreaper attribute: %m");
	if (!subreaper)
		log_message(plan, WARN,
		    "Tini is not running as PID 1 and isn't registered as a child subreaper.\n"
		    "Zombie processes will not be re-parented to Tini, so zombie reaping won't "
		    "work.\n"
		    "To fix the problem, use the -s option or set the environment variable "
		    "TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.");
}

static void start_command(struct plan *plan)
{
	/* sent by the kernel for errors of our own, which we should not survive */
	static const unsigned char faults[] = { SIGFPE,  SIGILL,  SIGSEGV, SIGBUS,
					       SIGABRT, SIGTRAP, SIGSYS,  0 };

	init_block(&plan->init, faults);
	if (plan->parent_death_signal &&
	    prctl(PR_SET_PDEATHSIG, plan->parent_death_signal, 0, 0, 0))
		fatal("Failed to set up parent death signal");
	if (plan->subreaper)
		adopt_orphans(plan);
	check_adoption(plan);
	if (!init_start(&plan->init, become_command, plan))
		fatal("fork failed: %m");
	log_message(plan, INFO, "Spawned child process %pq with pid '%d'", plan->argv[0],
	    (int)plan->init.child);
}

/* The terminal's two signals are for a program that uses it in the background: not passed on. */
static void on_signal(void *context, int number)
{
	struct plan *plan = context;

	if (number == SIGTTIN || number == SIGTTOU)
		return;
	if (number == SIGCHLD) {
		log_message(plan, DEBUG, "Received SIGCHLD");
		return;
	}
	log_message(plan, DEBUG, "Passing signal: '%s'", signal_text(number));
	if (!init_send(&plan->init, number)) {
		if (errno != ESRCH)
			fatal("Unexpected error when forwarding signal: '%m'");
		log_message(plan, WARN, "Child was dead when forwarding signal");
	}
}

static void on_main_end(struct plan *plan, int status, bool killed)
{
	if (killed) {
		log_message(plan, INFO, "Main child exited with signal (with signal '%s')",
			    signal_text(status));
		status += 128;
	} else {
		log_message(plan, INFO, "Main child exited normally (with status '%d')", status);
	}
	plan->status = plan->to_zero[status] ? 0 : status;
}

static void on_end(void *context, pid_t process, int status, bool killed)
{
	struct plan *plan = context;

	if (process <= 0) {
		log_message(plan, TRACE, process ? "No child to wait" : "No child to reap");
		return;
	}
	log_message(plan, DEBUG, "Reaped child with pid: '%d'", (int)process);
	if (process == plan->init.child)
		on_main_end(plan, status, killed);
	else if (plan->warn)
		log_message(plan, WARN, "Reaped zombie process with pid=%d", (int)process);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	char hint[NEAR_HINT_SIZE];
	long long code = 0;

	plan->init.to_group |= key == 'g';
	plan->subreaper |= key == 's' || key == WAIT_ALL;
	plan->verbosity += key == 'v';
	plan->warn |= key == 'w';
	if (key == 'l')
		exit(print_license());
	if (key == WAIT_ALL)
		leftovers_option(&plan->init.leftovers, argument);
	if (key == 'e') {
		if (*argument && number_parse(argument, 0, CODES - 1, &code) != NUMBER_OK)
			fatal("Not a valid option for -%c: %pn", key, argument);
		plan->to_zero[code] = true;
	}
	if (key == 'p') {
		plan->parent_death_signal = signal_parse(argument);
		if (plan->parent_death_signal <= 0)
			fatal("Not a valid option for -%c: %pn%s", key, argument,
			      signal_hint(hint, argument));
	}
}

/* As the original does: ignores what follows the digits, and reads a negative number as TRACE. */
static int read_level(const char *text)
{
	bool negative;
	int level = 0;

	text = skip_blanks(text);
	negative = *text == '-';
	text += negative || *text == '+';
	while (*text >= '0' && *text <= '9' && level < TRACE)
		level = 10 * level + (*text++ - '0');
	return negative && level ? TRACE : level;
}

/* These override the options: TINI_VERBOSITY=0 silences -v. */
static void read_environment(struct plan *plan)
{
	const char *verbosity = variable_value("TINI_VERBOSITY");

	plan->subreaper |= variable_value("TINI_SUBREAPER") != NULL;
	plan->init.to_group |= variable_value("TINI_KILL_PROCESS_GROUP") != NULL;
	if (verbosity)
		plan->verbosity = read_level(verbosity);
}

static int tini_main(int argc, char **argv)
{
	static const struct init_events events = { .signalled = on_signal, .ended = on_end };
	struct options parsed = options_of(argv);
	struct plan plan = {
		.verbosity = WARN,
		.init.leftovers.goodbye_signal = SIGTERM,
	};
	int key;

	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	if (parsed.index == argc)
		usage_error("missing operand");
	plan.argv = argv + parsed.index;
	read_environment(&plan);
	start_command(&plan);
	switch (init_run(&plan.init, &events, &plan)) {
	case INIT_CANNOT_AWAIT_SIGNALS:
		fatal("Unexpected error in sigtimedwait: '%m'");
	case INIT_CANNOT_AWAIT_CHILDREN:
		fatal("Error while waiting for pids: '%m'");
	case INIT_DONE:
		break;
	}
	log_message(&plan, TRACE, "Exiting: child has exited");
	return plan.status;
}

APPLET(tini) = {
	.name = "tini",
	.main = tini_main,
	.synopsis = "[OPTION]... PROGRAM [ARG]...",
	.summary = "Run PROGRAM under a minimal init process, which passes signals on to it\n"
		   "and reaps orphans.",
	.options = options,
	.preface = tini_preface,
	.license = license,
	.failure = FAILURE,
	.flags = APPLET_SHORT_HELP | APPLET_ERROR_HELP | APPLET_PIPE_MAY_BREAK |
		 APPLET_MAY_BE_CLOSED,
};
