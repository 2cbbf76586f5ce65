/* timeout - run a command with a time limit
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/timeout.html
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/timeout
 *
 * All signals are blocked and waited for: the timer's, the end of the command, and those that are
 * passed on to it. We and the command are a process group, so that what we send comes back to us;
 * it is told by its sender. The command is signalled only before it is reaped: its number cannot
 * have become another's.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "signal/mask.h"
#include "signal/signals.h"
#include "target/tree.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/number.h"

enum { TREE = CONFIG_FEATURE_TIMEOUT_TREE ? OPTION_LONG : OPTION_ABSENT };

static const struct applet_option options[] = {
	OPT('f', "foreground", NULL, "leave COMMAND in the foreground, where it can read from the\n"
				     "terminal and gets its signals; do not signal its children"),
	OPT('k', "kill-after", "DURATION", "send KILL if COMMAND still runs that long after the\n"
					   "first signal"),
	OPT('p', "preserve-status", NULL, "exit as COMMAND does, even after the time limit"),
	OPT('s', "signal", "SIGNAL", "send that signal, a name or a number, and not TERM"),
	OPT('v', "verbose", NULL, "report each signal that is sent, on standard error"),
	OPT(TREE, "tree", NULL, "let no descendant of COMMAND outlive it once a signal\n"
				"was sent, wherever it has gone"),
	{ .key = 0 },
};

enum { FAILURE = 125, TIMED_OUT = 124 };

struct plan {
	int signal; /* what the timer sends next */
	bool foreground;
	bool preserve;
	bool verbose;
	bool tree;
	struct timespec limit;
	struct timespec grace; /* until KILL, if not 0 */
	const char *command;

	struct mask before; /* signals that were blocked when we were started */
	struct mask awaited;
	struct tree descendants;
	pid_t self;
	pid_t child; /* 0 once it has been reaped */
	int status;  /* of child, as wait gives it */
	int sent;    /* the last signal that it was sent, or -1 */
	bool expired;
	bool in_grace; /* KILL follows */
	bool timed;    /* the timer has been set, and is not known to have run out */
};

/* Whether --tree was given; constant where there is none, so that nothing of it is built. */
static bool has_tree(const struct plan *plan)
{
	return CONFIG_FEATURE_TIMEOUT_TREE && plan->tree;
}

/*
 * Blocks all signals but SIGTSTP, which is to stop us with the command. Those of a terminal that is
 * used from the background stop our whole group: blocked, they leave us waiting for the timer.
 */
static void block_signals(struct plan *plan)
{
	/* what by default does not end a process; libc's own two */
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

/* SIGALRM after the duration. This clock does not jump, and runs while we are stopped. */
static bool set_timer(struct plan *plan, struct timespec duration)
{
	struct itimerval timer = { 0 };

	/* more is for ever, by any measure, and too much for a kernel of 32 bits: no timer */
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
 * Whether the time is over. The kernel keeps only one SIGALRM for us: one that was sent may have
 * swallowed the timer's, or that of an earlier timer may come late. So the timer itself is asked,
 * by stopping it; if it has not run out, it then goes on.
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

/* In the child, which shares our memory until it has become the command. */
static int become(const struct plan *plan, bool children_ignored, char **argv)
{
	pid_t parent;
	int status;

	/* for when we are killed; if we are already, the parent is another (0: not seen here) */
	prctl(PR_SET_PDEATHSIG, plan->signal, 0, 0, 0);
	parent = getppid();
	if (parent && parent != plan->self)
		return FAILURE;
	if (children_ignored)
		disposition_set(SIGCHLD, true);
	/* POSIX: other signals that are ignored stay so, but not the one that is to end it */
	disposition_set(plan->signal, false);
	mask_change(SIG_SETMASK, &plan->before, NULL);
	status = exec_command(argv);
	return error("failed to run command %pq: %m", argv[0]) ? status : FAILURE;
}

static void start(struct plan *plan, char **argv)
{
	bool children_ignored = disposition_ignored(SIGCHLD) == 1;

	/* who ignores it has no children to wait for */
	if (children_ignored)
		disposition_set(SIGCHLD, false);
	plan->self = getpid();
	/* a group for us and the command; who leads a session has it */
	if (!plan->foreground)
		setpgid(0, 0);
	block_signals(plan);
	if (has_tree(plan) && !tree_adopt(&plan->descendants))
		fail(FAILURE, "cannot adopt descendants: %m");
	if (!is_zero(plan->limit) && !set_timer(plan, plan->limit))
		fail(FAILURE, "cannot set the timer: %m");
	plan->child = vfork();
	if (plan->child < 0)
		fail(FAILURE, "fork system call failed: %m");
	if (plan->child == 0)
		_exit(become(plan, children_ignored, argv));
}

static void announce(const struct plan *plan, int number, const char *format)
{
	if (plan->verbose) {
		char buffer[SIGNAL_NAME_SIZE];

		error(format, signal_name(number, buffer), plan->command);
	}
}

static void send_to_child(const struct plan *plan, int number)
{
	if (plan->child)
		kill(plan->child, number);
}

/* To the group; KILL, which would not spare us, to the command first. */
static void send_to_group(const struct plan *plan, int number)
{
	if (number == SIGKILL)
		send_to_child(plan, number);
	kill(-plan->self, number);
	/* it may have left the group, and would get the signal twice if it has not */
	if (getpgid(plan->child) != plan->self)
		send_to_child(plan, number);
}

/* Sends a signal to the command and its group. The first one starts the time until KILL. */
static void send(struct plan *plan, int number)
{
	plan->sent = number;
	if (!is_zero(plan->grace)) {
		set_timer(plan, plan->grace);
		plan->grace = (struct timespec){ 0 };
		plan->signal = SIGKILL;
		plan->in_grace = true;
	}
	announce(plan, number, "sending signal %s to command %pq");
	if (plan->foreground)
		send_to_child(plan, number);
	else
		send_to_group(plan, number);
	/* who is stopped gets no signal but these */
	if (number != SIGKILL && number != SIGCONT) {
		send_to_child(plan, SIGCONT);
		if (!plan->foreground)
			kill(-plan->self, SIGCONT);
	}
}

/* Kills the whole tree, or what is left of it. Returns whether the command has ended. */
static bool kill_tree(struct plan *plan)
{
	announce(plan, SIGKILL, plan->child ? "sending signal %s to command %pq" :
					      "sending signal %s to descendants of command %pq");
	plan->in_grace = false;
	if (!tree_kill(&plan->descendants, &plan->child, &plan->status))
		error("cannot stop all descendants of command %pq: %m", plan->command);
	return plan->child == 0;
}

/* Reaps the command. Returns whether it had ended. */
static bool reap(struct plan *plan)
{
	pid_t process;

	do
		process = waitpid(plan->child, &plan->status, WNOHANG);
	while (process < 0 && errno == EINTR);
	if (process < 0)
		fail(FAILURE, "error waiting for command: %m");
	return process > 0;
}

/* Reaps what has ended of the tree. Returns whether there is nothing more to wait for. */
static bool reap_tree(struct plan *plan)
{
	bool had_child = plan->child;
	bool left = tree_reap(&plan->descendants, &plan->child, &plan->status);

	if (plan->child && !left)
		fail(FAILURE, "error waiting for command: %m");
	if (plan->child)
		return false;
	if (plan->sent < 0 || !left)
		return true;
	if (!plan->in_grace)
		return kill_tree(plan);
	/* those that have left the group do not know yet that it is time to end */
	if (had_child)
		tree_signal(&plan->descendants, plan->sent, plan->foreground ? 0 : plan->self);
	return false;
}

/* The limit, or the time until KILL, is over. Returns as take. */
static bool expire(struct plan *plan)
{
	bool had_child = plan->child;

	plan->expired = true;
	if (!has_tree(plan) || plan->signal != SIGKILL) {
		send(plan, plan->signal);
		return false;
	}
	plan->sent = SIGKILL;
	if (!kill_tree(plan))
		return false;
	/* KILL spares none of the group, us neither: that is how GNU's ends */
	if (had_child && !plan->foreground)
		kill(plan->self, SIGKILL);
	return true;
}

/* Does what a signal that has come is to do. Returns whether there is nothing more to wait for. */
static bool take(struct plan *plan, const siginfo_t *info)
{
	int number = info->si_signo;

	/* a command that has ended while we were stopped has not timed out */
	if ((number == SIGCHLD || number == SIGALRM) &&
	    (has_tree(plan) ? reap_tree(plan) : reap(plan)))
		return true;
	if (number == SIGALRM && has_run_out(plan))
		return expire(plan);
	if (number == SIGCHLD || (number == SIGALRM && info->si_code == SI_KERNEL) ||
	    (info->si_code == SI_USER && info->si_pid == plan->self))
		return false;
	if (disposition_ignored(number) == 1 || mask_contains(&plan->before, number))
		return false;
	if (number == SIGALRM)
		return expire(plan);
	send(plan, number);
	return false;
}

static void wait_for_end(struct plan *plan)
{
	siginfo_t info;

	do {
		while (syscall(SYS_rt_sigtimedwait, &plan->awaited, &info, NULL, MASK_BYTES) < 0) {
			if (errno != EINTR)
				fail(FAILURE, "error waiting for command: %m");
		}
	} while (!take(plan, &info));
}

/* Ends as the command has, but without a core of our own. Returns if that cannot be. */
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

	/* blanks before it, as strtod allows them */
	if (!duration_parse(skip_blanks(text), &duration))
		usage_error("invalid time interval %pq", text);
	return duration;
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == 'k')
		plan->grace = parse_duration(argument);
	else if (key == 's')
		plan->signal = signal_parse_status(argument);
	plan->foreground |= key == 'f';
	plan->preserve |= key == 'p';
	plan->verbose |= key == 'v';
	plan->tree |= key == TREE;
	if (plan->signal < 0)
		usage_error("%pq: invalid signal", argument);
}

static int timeout_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { .signal = SIGTERM, .sent = -1 };
	int key;

	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	if (argc - parsed.index < 2)
		usage_error("missing operand");
	argv += parsed.index;
	plan.limit = parse_duration(*argv++);
	plan.command = argv[0];
	start(&plan, argv);
	wait_for_end(&plan);
	return exit_status(&plan);
}

APPLET(timeout) = {
	.name = "timeout",
	.main = timeout_main,
	.synopsis = "[OPTION]... DURATION COMMAND [ARG]...",
	.summary = "Run COMMAND, and send it a signal if it still runs after DURATION: a number,\n"
		   "which may have decimals, of seconds, or of minutes, hours or days with suffix\n"
		   "m, h or d. 0 is no limit, nor is \"infinity\".",
	.options = options,
	.failure = FAILURE,
};
