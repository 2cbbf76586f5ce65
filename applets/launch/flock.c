/* flock - hold a lock while a command runs, or lock a descriptor of the shell's
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/flock.1.html, --fcntl of its 2.41
 *
 * The lock belongs to the open file, which this process and the command share; the kernel drops it
 * when the last descriptor of it is closed. So nothing needs to be unlocked here at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/row.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "signal/child.h"
#include "signal/mask.h"
#include "text/byte.h"
#include "text/clock.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/retry.h"
#include "text/variable.h"

enum { FCNTL = OPTION_LONG, VERBOSE, MILLION = 1000000 };

static const struct applet_option options[] = {
	OPT('s', "shared", NULL, "take a shared lock"),
	OPT('x', "exclusive", NULL, "take an exclusive lock (default)"),
	OPT('e', NULL, NULL, "the same as -x"),
	OPT('u', "unlock", NULL, "drop the lock"),
	OPT('n', "nonblocking", NULL, "fail instead of waiting if the lock is taken"),
	OPT('n', "nb", NULL, "fail instead of waiting if the lock is taken"),
	OPT('w', "timeout", "SECONDS", "fail if the lock is not acquired within this time"),
	OPT('w', "wait", "SECONDS", "fail if the lock is not acquired within this time"),
	OPT('E', "conflict-exit-code", "NUMBER", "exit status of these failures (default: 1)"),
	OPT('o', "close", NULL,
	    "do not pass the lock on to COMMAND; hold it until COMMAND\n"
	    "ends"),
	OPT('F', "no-fork", NULL, "become COMMAND instead of waiting for it"),
	OPT(FCNTL, "fcntl", NULL,
	    "use fcntl(2) locks, which are independent of flock(2)\n"
	    "locks"),
	OPT(VERBOSE, "verbose", NULL,
	    "report how long it took to get the lock, or why it\n"
	    "failed"),
	{ .key = 0 },
};

struct plan {
	const char *file; /* NULL: the descriptor was opened by the caller */
	char **command;   /* or NULL */
	int descriptor;
	int mode;      /* of file: O_RDONLY or O_RDWR */
	int operation; /* for flock(2) */
	int conflict;  /* exit status if the lock is taken */
	bool timed;
	bool ranged; /* an fcntl(2) lock of the whole file */
	bool close;
	bool becomes;
	bool verbose;
	bool unwritten; /* the report of --verbose */
	struct timespec timeout;
};

/* What the timer replaces. */
struct before {
	struct sigaction action;
	struct itimerval timer;
	struct mask mask;
};

static int status_option(const char *text)
{
	long long value;
	enum number_result result = number_parse(skip_blanks(text), 0, UCHAR_MAX, &value);

	if (result == NUMBER_INVALID)
		fail(EX_USAGE, "invalid exit code: %pq", text);
	if (result == NUMBER_OVERFLOW)
		fail(EX_USAGE, "exit code out of range (expected 0 to 255)");
	return (int)value;
}

static void read_timeout(struct plan *plan, const char *text)
{
	const time_t longest = DURATION_FOREVER.tv_sec;

	plan->timed = duration_parse(skip_blanks(text), &plan->timeout);
	if (!plan->timed)
		fail(EX_USAGE, "invalid timeout value: %pq", text);
	/* "infinity" is the only text with an i */
	if (plan->timeout.tv_sec == longest && !text[span_before(text, "iI")])
		fail(EX_USAGE, "invalid timeout value: %pq: must be from 0 to %lld", text,
		     (long long)longest - 1);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == 's')
		plan->operation = LOCK_SH | (plan->operation & LOCK_NB);
	else if (key == 'x' || key == 'e')
		plan->operation = LOCK_EX | (plan->operation & LOCK_NB);
	else if (key == 'u')
		plan->operation = LOCK_UN | (plan->operation & LOCK_NB);
	else if (key == 'n')
		plan->operation |= LOCK_NB;
	else if (key == 'E')
		plan->conflict = status_option(argument);
	else if (key == 'o')
		plan->close = true;
	else if (key == 'F')
		plan->becomes = true;
	else if (key == FCNTL)
		plan->ranged = true;
	else if (key == VERBOSE)
		plan->verbose = true;
	else
		read_timeout(plan, argument);
}

/* Opens the file. It need not exist or be writable, and may be a directory. */
static void open_file(struct plan *plan)
{
	plan->descriptor = open_above(plan->file, plan->mode | O_CREAT | O_NOCTTY, 0666);
	if (plan->descriptor < 0 && errno == EISDIR) {
		plan->mode = O_RDONLY;
		plan->descriptor = open_above(plan->file, O_RDONLY | O_NOCTTY, 0);
	}
	if (plan->descriptor < 0) {
		error("cannot open lock file %pn: %m", plan->file);
		if (errno == ENOMEM || errno == EMFILE || errno == ENFILE)
			exit(EX_OSERR);
		exit(errno == EROFS || errno == ENOSPC ? EX_CANTCREAT : EX_NOINPUT);
	}
	if (!plan->close)
		descriptor_control(plan->descriptor, F_SETFD, 0);
}

/* An exclusive fcntl(2) lock, which over NFS a flock(2) lock is too, needs write access. */
static bool open_writable(struct plan *plan)
{
	int reason = errno;

	if ((reason != EIO && reason != EBADF) || !plan->file || plan->mode == O_RDWR ||
	    plan->operation & LOCK_SH || access(plan->file, R_OK | W_OK)) {
		errno = reason;
		return false;
	}
	close(plan->descriptor);
	plan->mode = O_RDWR;
	open_file(plan);
	errno = reason;
	return plan->mode == O_RDWR;
}

static void on_alarm(int signal)
{
	(void)signal; /* its only purpose is to interrupt flock(2) */
}

/*
 * Has SIGALRM interrupt this process when the time is over, and then every few milliseconds: the
 * first one may arrive just before flock(2) begins to wait, or a moment too early.
 */
static void start_timer(const struct plan *plan, struct before *before)
{
	struct sigaction action = { .sa_handler = on_alarm };
	struct itimerval timer = { .it_interval.tv_usec = 10000 };
	time_t seconds = plan->timeout.tv_sec;
	struct mask alarm = { 0 };

	timer.it_value.tv_sec = seconds < INT_MAX ? seconds : INT_MAX;
	timer.it_value.tv_usec = plan->timeout.tv_nsec / 1000 | 1; /* 0 would mean no timer */
	mask_add(&alarm, SIGALRM);
	sigaction(SIGALRM, &action, &before->action);
	mask_change(SIG_UNBLOCK, &alarm, &before->mask);
	if (setitimer(ITIMER_REAL, &timer, &before->timer))
		fail(EX_OSERR, "cannot set up timer: %m");
}

static void stop_timer(const struct before *before)
{
	setitimer(ITIMER_REAL, &before->timer, NULL);
	mask_change(SIG_SETMASK, &before->mask, NULL);
	sigaction(SIGALRM, &before->action, NULL);
}

static bool is_over(const struct timespec *deadline)
{
	struct timespec now = clock_now(CLOCK_MONOTONIC);

	return now.tv_sec > deadline->tv_sec ||
	       (now.tv_sec == deadline->tv_sec && now.tv_nsec >= deadline->tv_nsec);
}

static _Noreturn void give_up(const struct plan *plan, const char *reason)
{
	if (plan->verbose)
		error("%s", reason);
	exit(plan->conflict);
}

static _Noreturn void fail_to_lock(const struct plan *plan)
{
	int status = errno == ENOLCK || errno == ENOMEM ? EX_OSERR : EX_DATAERR;

	if (plan->file)
		fail(status, "%pn: %m", plan->file);
	fail(status, "%d: %m", plan->descriptor);
}

/* flock(2), or the same with fcntl(2): a lock of the open file, not of the process. */
static int try_lock(const struct plan *plan)
{
	int operation = plan->operation & ~LOCK_NB;
	struct flock range = { .l_whence = SEEK_SET };

	if (!plan->ranged)
		return flock(plan->descriptor, plan->operation);
	range.l_type = operation == LOCK_SH ? F_RDLCK : operation == LOCK_UN ? F_UNLCK : F_WRLCK;
	return descriptor_control(plan->descriptor,
				  (plan->operation & LOCK_NB) ? F_OFD_SETLK : F_OFD_SETLKW,
				  (long)&range);
}

static void take_lock(struct plan *plan)
{
	struct timespec deadline = duration_deadline(plan->timeout);
	struct before before;
	int left = RETRIES;

	if (plan->timed && !plan->timeout.tv_sec && !plan->timeout.tv_nsec) {
		plan->operation |= LOCK_NB;
		plan->timed = false;
	}
	if (plan->timed)
		start_timer(plan, &before);
	while (try_lock(plan)) {
		if (errno == EWOULDBLOCK)
			give_up(plan, "failed to get lock");
		/* a timer interrupts it, too */
		if (errno == EINTR ? !plan->timed && !retry_interrupted(&left)
				   : !open_writable(plan))
			fail_to_lock(plan);
		if (errno == EINTR && plan->timed && is_over(&deadline))
			give_up(plan, "timeout while waiting to get lock");
	}
	if (plan->timed)
		stop_timer(&before);
}

/* --verbose, which reports on standard output as long as nothing has failed. */
static void report_lock(struct plan *plan, const struct timespec *start)
{
	const char *name = applet_name(running_applet);
	struct timespec end = clock_now(CLOCK_MONOTONIC);
	struct output output;
	char buffer[256];
	long long elapsed;
	bool pipe_ignored;

	elapsed = (end.tv_sec - start->tv_sec) * 1000000000LL + end.tv_nsec - start->tv_nsec;
	elapsed /= 1000;
	output_start(&output, 1, buffer, sizeof(buffer));
	output_format(&output, "%s: getting lock took %lld.", name, elapsed / MILLION);
	output_digits(&output, elapsed % MILLION, 6);
	output_text(&output, " seconds\n");
	if (plan->command)
		output_format(&output, "%s: executing %pn\n", name, plan->command[0]);
	/* this must not keep the command from running */
	pipe_ignored = disposition_replace(SIGPIPE, true);
	plan->unwritten = output_finish(&output) != 0;
	disposition_set(SIGPIPE, pipe_ignored);
}

/* Becomes the command. Returns only on failure: the exit status. */
static int become_command(char **argv)
{
	exec_command(argv);
	error("failed to execute %pn: %m", argv[0]);
	return errno == ENOMEM ? EX_OSERR : EX_UNAVAILABLE;
}

static int wait_for(pid_t child)
{
	int status;

	if (child_wait(child, &status, 0, NULL) < 0)
		fail(EXIT_FAILURE, "waitpid failed: %m");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Runs the command in a child, and waits for it. They share their memory until it is executed. */
static int run_command(char **argv)
{
	bool children_ignored = child_signal_reset();
	pid_t child = vfork();

	if (child < 0)
		fail(EX_OSERR, "fork failed: %m");
	if (child == 0) {
		child_signal_restore(children_ignored);
		_exit(become_command(argv));
	}
	return wait_for(child);
}

/* FILE -c COMMAND: the shell's arguments, in shell; else those that follow FILE. */
static char **find_command(char **operands, int count, char *shell[4])
{
	const char *option = operands[1];

	if (strcmp(option, "-c") && strcmp(option, "--command"))
		return operands + 1;
	if (count != 3)
		fail(EX_USAGE, "%s requires exactly one command argument", option);
	shell[0] = variable_value("SHELL");
	if (!shell[0] || !*shell[0])
		shell[0] = (char *)"/bin/sh";
	shell[1] = (char *)"-c";
	shell[2] = operands[2];
	return shell;
}

/* Which file or descriptor to lock, and which command to run. */
static void take_operands(struct plan *plan, char **operands, int count, char *shell[4])
{
	enum number_result result;
	long long number;

	if (plan->close && plan->becomes)
		fail(EX_USAGE, "the --no-fork and --close options are incompatible");
	if (count == 0)
		fail(EX_USAGE, "requires file descriptor, file or directory");
	if (count > 1) {
		plan->command = find_command(operands, count, shell);
		plan->file = operands[0];
		open_file(plan);
		return;
	}
	result = number_parse(skip_blanks(operands[0]), INT_MIN, INT_MAX, &number);
	if (result == NUMBER_INVALID)
		fail(EX_USAGE, "bad file descriptor: %pq", operands[0]);
	if (result == NUMBER_OVERFLOW)
		fail(EX_USAGE, "bad file descriptor: %pq: must be from 0 to %d", operands[0],
		     INT_MAX);
	plan->descriptor = (int)number;
}

static int flock_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .operation = LOCK_EX, .conflict = 1 };
	char *shell[4] = { NULL };
	struct timespec start;
	int key, status = 0;

	if (argc == 1)
		usage_error("not enough arguments");
	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	take_operands(&plan, argv + parsed.index, argc - parsed.index, shell);
	start = clock_now(CLOCK_MONOTONIC);
	take_lock(&plan);
	if (plan.verbose)
		report_lock(&plan, &start);
	if (plan.command)
		status = plan.becomes ? become_command(plan.command) : run_command(plan.command);
	return status || !plan.unwritten ? status : running_applet->write_failure;
}

APPLET(flock) = {
	.name = "flock",
	.main = flock_main,
	.synopsis = "[OPTION]... FILE|DIRECTORY COMMAND [ARG]...\n"
		    "[OPTION]... FILE|DIRECTORY -c COMMAND\n"
		    "[OPTION]... DESCRIPTOR",
	.summary = "Run COMMAND while holding a lock on FILE, creating FILE if needed; with -c\n"
		   "the shell runs it. Or lock the file that is open as DESCRIPTOR.",
	.options = options,
	.failure = EX_USAGE,
	.write_failure = EXIT_FAILURE,
	.flags = APPLET_LIKE_UTIL_LINUX,
};
