/* timeout - run a command with a time limit
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/timeout.html
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/timeout
 *
 * All signals are blocked and waited for: the timer's, SIGCHLD, and those that are passed on to the
 * command. This process is in the command's process group, so it gets the signals that it sends
 * there itself; the sender identifies them. The command is only signalled before it is reaped: its
 * PID cannot have been recycled.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "signal/child.h"
#include "signal/mask.h"
#include "signal/signals.h"
#include "target/tree.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/number.h"

enum { TREE = CONFIG_FEATURE_TIMEOUT_TREE ? OPTION_LONG : OPTION_ABSENT };

static const struct applet_option options[] = {
	OPT('f', "foreground", NULL, "leave COMMAND in the foreground, where it can read from the\n"
				     "terminal and get its signals; do not signal its children"),
	OPT('k', "kill-after", "DURATION", "send KILL if COMMAND is still running this long after\n"
					   "the first signal"),
	OPT('p', "preserve-status", NULL, "exit with the status of COMMAND even after a timeout"),
	OPT('s', "signal", "SIGNAL", "the signal to send, by name or number (default: TERM)"),
	OPT('v', "verbose", NULL, "report each signal sent on standard error"),
	OPT(TREE, "tree", NULL, "once COMMAND has been signalled, make sure that none of\n"
				"its descendants survives it"),
	{ .key = 0 },
};

enum { FAILURE = 125, TIMED_OUT = 124 };

struct plan {
	int signal; /* the one to send at the timeout */
	bool foreground;
	bool preserve;
	bool verbose;
	bool tree;
	struct timespec limit;
	struct timespec grace; /* until KILL; 0: no KILL */
	const char *command;

	struct mask before; /* the signals that the caller blocked */
	struct mask awaited;
	struct tree descendants;
	pid_t self;
	pid_t child; /* 0 once it has been reaped */
	int status;  /* of child, in the form of wait(2) */
	int sent;    /* the last signal that it was sent, or -1 */
	bool expired;
	bool in_grace; /* KILL is next */
	bool timed;    /* the timer is set, and has not been seen to have expired */
};

/* Whether --tree was given; constant without the feature, so that its code is left out. */
static bool has_tree(const struct plan *plan)
{
	return CONFIG_FEATURE_TIMEOUT_TREE && plan->tree;
}

/*
 * Blocks all signals but SIGTSTP, which is to stop this process along with the command. SIGTTIN and
 * SIGTTOU stop the whole group: blocked, they leave this process waiting for the timer.
 */
static void block_signals(struct plan *plan)
{
	/* those that by default do not end a process, and libc's own two */
	static const unsigned char left[] = { SIGTTIN, SIGTTOU, SIGCONT, SIGURG, SIGWINCH, 32, 33 };
	struct mask *mask = &plan->awaited;

	mask_fill(mask);
	if (plan->signal != SIGTSTP)
		mask_remove(mask, SIGTSTP);
	mask_change(SIG_BLOCK, mask, &plan->before);
	for (size_t i = 0; i < sizeof(left); i++)
		mask_remove(mask, left[i]);
	mask_remove(mask, SIGTSTP);
}

static bool is_zero(struct timespec duration)
{
	return duration.tv_sec == 0 && duration.tv_nsec == 0;
}

/* SIGALRM after the duration. This clock does not jump, and runs on while we are stopped. */
static bool set_timer(struct plan *plan, struct timespec duration)
{
	struct itimerval timer = { 0 };

	/* more is as good as forever, and too much for a 32-bit kernel: no timer */
	if (duration.tv_sec < INT_MAX) {
		timer.it_value.tv_sec = duration.tv_sec;
		timer.it_value.tv_usec = (duration.tv_nsec + 999) / 1000;
	}
	if (timer.it_value.tv_usec == 1000000) {
		timer.it_value.tv_usec = 0;
		timer.it_value.tv_sec++;
	}
	plan->timed = timer.it_value.tv_sec || timer.it_value.tv_usec;
	return setitimer(ITIMER_REAL, &timer, NULL) == 0;
}

/*
 * Whether the time is over. The kernel keeps only one pending SIGALRM: one that was sent may have
 * absorbed the timer's, or that of an earlier timer may arrive late. So the timer itself is read,
 * by stopping it; if it has not expired, it is started again.
 */
static bool has_run_out(struct plan *plan)
{
	struct itimerval none = { 0 }, left;

	if (!plan->timed || setitimer(ITIMER_REAL, &none, &left))
		return false;
	plan->timed = left.it_value.tv_sec || left.it_value.tv_usec;
	if (plan->timed)
		setitimer(ITIMER_REAL, &left, NULL);
	return !plan->timed;
}

/* In the child, which shares its memory with the parent until it has become the command. */
static int become_command(const struct plan *plan, bool children_ignored, char **argv)
{
	pid_t parent;
	int status;

	/* in case timeout is killed; if it already was, the parent is another (0: not visible) */
	prctl(PR_SET_PDEATHSIG, plan->signal, 0, 0, 0);
	parent = getppid();
	if (parent && parent != plan->self)
		return FAILURE;
	child_signal_restore(children_ignored);
	/* POSIX: ignored signals stay ignored, except the one that is to end the command */
	disposition_set(plan->signal, false);
	mask_change(SIG_SETMASK, &plan->before, NULL);
	status = exec_command(argv);
	return error("failed to run command %pc: %m", argv[0]) ? status : FAILURE;
}

static void start_command(struct plan *plan, char **argv)
{
	bool children_ignored = child_signal_reset();

	plan->self = getpid();
	/* a group with the command; this fails for a session leader, which has one */
	if (!plan->foreground)
		setpgid(0, 0);
	block_signals(plan);
	if (has_tree(plan) && !tree_adopt(&plan->descendants))
		applet_fail("cannot adopt descendants: %m");
	if (!is_zero(plan->limit) && !set_timer(plan, plan->limit))
		applet_fail("cannot set the timer: %m");
	plan->child = vfork();
	if (plan->child < 0)
		applet_fail("fork system call failed: %m");
	if (plan->child == 0)
		_exit(become_command(plan, children_ignored, argv));
}

static void announce_signal(const struct plan *plan, int number, const char *format)
{
	if (plan->verbose) {
		char buffer[SIGNAL_NAME_SIZE];

		/* 0 is not a signal, although it has the name EXIT in shells */
		error(format, number ? signal_name(number, buffer) : "0", plan->command);
	}
}

static void send_to_child(const struct plan *plan, int number)
{
	if (plan->child)
		kill(plan->child, number);
}

/* To the group; KILL, which would also end this process, to the command first. */
static void send_to_group(const struct plan *plan, int number)
{
	if (number == SIGKILL)
		send_to_child(plan, number);
	kill(-plan->self, number);
	/* it may have left the group; if it has not, it must not get the signal twice */
	if (getpgid(plan->child) != plan->self)
		send_to_child(plan, number);
}

/* Sends a signal to the command and its group. The first one starts the grace period. */
static void send_signal(struct plan *plan, int number)
{
	plan->sent = number;
	if (!is_zero(plan->grace)) {
		set_timer(plan, plan->grace);
		plan->grace = (struct timespec){ 0 };
		plan->signal = SIGKILL;
		plan->in_grace = true;
	}
	announce_signal(plan, number, "sending signal %s to command %pc");
	if (plan->foreground)
		send_to_child(plan, number);
	else
		send_to_group(plan, number);
	/* a stopped process does not handle any others */
	if (number != SIGKILL && number != SIGCONT) {
		send_to_child(plan, SIGCONT);
		if (!plan->foreground)
			kill(-plan->self, SIGCONT);
	}
}

/* Kills the whole tree, or the rest of it. Returns whether the command has ended. */
static bool kill_tree(struct plan *plan)
{
	announce_signal(plan, SIGKILL, plan->child ? "sending signal %s to command %pc" :
					      "sending signal %s to descendants of command %pc");
	plan->in_grace = false;
	if (!tree_kill(&plan->descendants, &plan->child, &plan->status))
		error("cannot stop all descendants of command %pc: %m", plan->command);
	return plan->child == 0;
}

/* Reaps the command. Returns whether it had ended. */
static bool reap_command(struct plan *plan)
{
	pid_t process = child_wait(plan->child, &plan->status, WNOHANG, NULL);

	if (process < 0)
		applet_fail("error waiting for command: %m");
	return process > 0;
}

/* Reaps the members of the tree that have ended. Returns whether there is nothing to wait for. */
static bool reap_tree(struct plan *plan)
{
	bool had_child = plan->child;
	bool left = tree_reap(&plan->descendants, &plan->child, &plan->status);

	if (plan->child && !left)
		applet_fail("error waiting for command: %m");
	if (plan->child)
		return false;
	if (plan->sent < 0 || !left)
		return true;
	if (!plan->in_grace)
		return kill_tree(plan);
	/* those that have left the group have not been signalled yet */
	if (had_child)
		tree_signal(&plan->descendants, plan->sent, plan->foreground ? 0 : plan->self);
	return false;
}

/* The limit or the grace period is over. Returns whether there is nothing to wait for. */
static bool time_out(struct plan *plan)
{
	bool had_child = plan->child;

	plan->expired = true;
	if (!has_tree(plan) || plan->signal != SIGKILL) {
		send_signal(plan, plan->signal);
		return false;
	}
	plan->sent = SIGKILL;
	if (!kill_tree(plan))
		return false;
	/* KILL for the group includes this process: GNU's timeout ends like that */
	if (had_child && !plan->foreground)
		kill(plan->self, SIGKILL);
	return true;
}

/* Acts on a signal that has arrived. Returns whether there is nothing to wait for. */
static bool handle_signal(struct plan *plan, const siginfo_t *info)
{
	int number = info->si_signo;

	/* a command that ended while this process was stopped has not timed out */
	if ((number == SIGCHLD || number == SIGALRM) &&
	    (has_tree(plan) ? reap_tree(plan) : reap_command(plan)))
		return true;
	if (number == SIGALRM && has_run_out(plan))
		return time_out(plan);
	if (number == SIGCHLD || (number == SIGALRM && info->si_code == SI_KERNEL) ||
	    (info->si_code == SI_USER && info->si_pid == plan->self))
		return false;
	if (disposition_ignored(number) == 1 || mask_contains(&plan->before, number))
		return false;
	if (number == SIGALRM)
		return time_out(plan);
	send_signal(plan, number);
	return false;
}

static void wait_for_end(struct plan *plan)
{
	siginfo_t info;

	do {
		if (mask_await(&plan->awaited, &info, NULL) < 0)
			applet_fail("error waiting for command: %m");
	} while (!handle_signal(plan, &info));
}

/* Ends by the signal that ended the command, without a core dump. Returns if that fails. */
static void die_of(int number)
{
	struct mask mask;

	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return;
	disposition_set(number, false);
	kill(getpid(), number);
	mask_fill(&mask);
	mask_remove(&mask, number);
	mask_change(SIG_SETMASK, &mask, NULL);
}

static int exit_status(const struct plan *plan)
{
	int number = WTERMSIG(plan->status), status = WEXITSTATUS(plan->status);

	if (WIFSIGNALED(plan->status)) {
		if (WCOREDUMP(plan->status))
			error("the monitored command dumped core");
		if (!plan->expired)
			die_of(number);
		status = 128 + number;
		if (number == SIGKILL)
			return status;
	}
	return plan->expired && !plan->preserve ? TIMED_OUT : status;
}

static struct timespec parse_duration(const char *text)
{
	struct timespec duration;

	/* strtod accepts blanks before the number */
	if (!duration_parse(skip_blanks(text), &duration))
		usage_error("invalid time interval %pc", text);
	return duration;
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	char hint[NEAR_HINT_SIZE];

	if (key == 'k')
		plan->grace = parse_duration(argument);
	else if (key == 's')
		plan->signal = signal_parse_status(argument);
	plan->foreground |= key == 'f';
	plan->preserve |= key == 'p';
	plan->verbose |= key == 'v';
	plan->tree |= key == TREE;
	if (plan->signal < 0)
		usage_error("%pc: invalid signal%s", argument, signal_hint(hint, argument));
}

static int timeout_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .signal = SIGTERM, .sent = -1 };
	int key;

	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	if (argc - parsed.index < 2)
		usage_error("missing operand");
	argv += parsed.index;
	plan.limit = parse_duration(*argv++);
	plan.command = argv[0];
	start_command(&plan, argv);
	wait_for_end(&plan);
	return exit_status(&plan);
}

APPLET(timeout) = {
	.name = "timeout",
	.main = timeout_main,
	.synopsis = "[OPTION]... DURATION COMMAND [ARG]...",
	.summary = "Run COMMAND, and send it a signal if it is still running after DURATION: a\n"
		   "number of seconds, possibly with decimals, or of minutes, hours or days with\n"
		   "the suffix m, h or d. 0 or \"infinity\" means no limit.",
	.options = options,
	.failure = FAILURE,
};
