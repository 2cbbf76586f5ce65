/* nohup - run a command that outlives its terminal
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/nohup.html
 * GNU coreutils 9.x
 *
 *   stdin   a terminal                         /dev/null, write-only: a read fails
 *   stdout  a terminal                         nohup.out, else $HOME/nohup.out
 *   stderr  a terminal                         what stdout is now; nohup.out where stdout is closed
 *   any     a file, a pipe, or closed          stays as it is
 *
 * A terminal that has hung up is a terminal, only that nobody reads our message there. With
 * --detach pipes and sockets count as terminals too: whoever waits at their other end is let go.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disposition.h"
#include "error.h"
#include "exec.h"
#include "options.h"
#include "pidfile.h"
#include "redirect.h"

enum {
	OUTPUT = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG : OPTION_ABSENT,
	DETACH = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG + 1 : OPTION_ABSENT,
	PIDFILE = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG + 2 : OPTION_ABSENT,
};

static const struct option options[] = {
	OPT(OUTPUT, "output", "FILE", "append standard output to FILE, whatever it is now"),
	OPT(DETACH, "detach", NULL, "run COMMAND in a session of its own in the background;\n"
				    "return as soon as it has started"),
	OPT(PIDFILE, "pidfile", "FILE", "write the process ID of COMMAND to FILE"),
	{ .key = 0 },
};

struct plan {
	const char *output;
	const char *pidfile;
	bool detach;
	enum slot slots[3]; /* the standard descriptors as they were found */
	bool stops_writers; /* stderr's terminal stops a background job that writes to it */
};

static bool is_terminal(enum slot slot)
{
	return slot == SLOT_TERMINAL || slot == SLOT_HUNG_UP;
}

/* Says it on the original stderr, without being stopped there for running in the background. */
static bool announce(const struct plan *plan, const char *message, const char *name)
{
	sigset_t stopping, before;
	bool written;

	if (plan->slots[2] == SLOT_HUNG_UP)
		return true;
	if (plan->stops_writers) {
		sigemptyset(&stopping);
		sigaddset(&stopping, SIGTTOU);
		sigprocmask(SIG_BLOCK, &stopping, &before);
	}
	written = error(message, name);
	if (plan->stops_writers)
		sigprocmask(SIG_SETMASK, &before, NULL);
	return written;
}

static void ignore_hangups(void)
{
	if (!disposition_set(SIGHUP, true))
		fail(failure_status(), "cannot ignore hangups: %m");
}

/* slot_look; with --detach a pipe or socket is as good as a terminal: somebody waits there. */
static enum slot look(struct plan *plan, int descriptor)
{
	bool *stops_writers = descriptor == 2 ? &plan->stops_writers : NULL;
	enum slot slot = slot_look(descriptor, stops_writers);

	if (plan->detach && slot == SLOT_FILE && lseek(descriptor, 0, SEEK_CUR) < 0 &&
	    errno == ESPIPE)
		return SLOT_TERMINAL;
	return slot;
}

/*
 * Frees 0 and 1 by one call where both are to be replaced: what is opened next lands there by
 * itself. Closing cannot fail but for a kernel without close_range (before Linux 5.9).
 */
static void vacate_input_and_output(void)
{
	if (syscall(SYS_close_range, 0, 1, 0)) {
		close(0);
		close(1);
	}
}

/* Puts a descriptor that was opened on slot, unless it is there already. */
static void place(int descriptor, int slot, const char *what)
{
	if (descriptor != slot && !redirect(descriptor, slot))
		fail(failure_status(), "failed to redirect %s: %m", what);
}

static void make_input_unreadable(int (*opener)(const char *, int, mode_t))
{
	int descriptor = opener("/dev/null", O_WRONLY, 0);

	if (descriptor < 0)
		fail(failure_status(), "failed to render standard input unusable: %m");
	place(descriptor, 0, "standard input");
}

/*
 * Opens file to append to it, private if it is new; does not wait for the reader of a FIFO. With
 * O_CREAT even where it exists: the kernel then refuses what others left in a sticky directory.
 * The mode is 0600 under any umask: 022, the usual one, allows that and needs no putting back.
 */
static int open_to_append(int (*opener)(const char *, int, mode_t), const char *file)
{
	mode_t mask = umask(022);
	int descriptor = opener(file, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY,
				S_IRUSR | S_IWUSR);
	int reason;

	if (mask != 022)
		umask(mask);
	if (descriptor < 0 || !syscall(SYS_fcntl, descriptor, F_SETFL, O_APPEND))
		return descriptor;
	reason = errno;
	close(descriptor);
	errno = reason;
	return -1;
}

/* $HOME/nohup.out in path, or NULL where HOME is unset, empty or too long. */
static const char *file_at_home(char path[PATH_MAX])
{
	static const char file[] = "/nohup.out";
	const char *home = getenv("HOME");
	size_t length = home ? strlen(home) : 0;

	while (length && home[length - 1] == '/')
		length--;
	if (!home || !*home || length + sizeof(file) > PATH_MAX)
		return NULL;
	memcpy(path, home, length);
	memcpy(path + length, file, sizeof(file));
	return path;
}

/* Opens nohup.out here or at home and sets *name to the one it is. Does not return without. */
static int open_output(int (*opener)(const char *, int, mode_t), char path[PATH_MAX],
		       const char **name)
{
	int descriptor, here, home;

	*name = "nohup.out";
	descriptor = open_to_append(opener, *name);
	if (descriptor >= 0)
		return descriptor;
	here = errno;
	*name = file_at_home(path);
	descriptor = *name ? open_to_append(opener, *name) : -1;
	if (descriptor >= 0)
		return descriptor;
	home = errno;
	errno = here;
	error("failed to open %pq: %m", "nohup.out");
	errno = home;
	if (*name)
		error("failed to open %pq: %m", *name);
	exit(failure_status());
}

/* --output=FILE: as a shell's >> FILE does it, but private. */
static void send_output_to(const char *file)
{
	int descriptor = open_to_append(open_above, file);

	if (descriptor < 0)
		fail(failure_status(), "failed to open %pq: %m", file);
	place(descriptor, 1, "standard output");
}

static const char *message(bool ignoring_input, bool appending, bool following)
{
	if (appending)
		return ignoring_input ? "ignoring input and appending output to %pq" :
					"appending output to %pq";
	if (following)
		return ignoring_input ? "ignoring input and redirecting stderr to stdout" :
					"redirecting stderr to stdout";
	return ignoring_input ? "ignoring input" : NULL;
}

/* Points stderr to where stdout goes, or to output where stdout is closed. */
static void follow_output(const struct plan *plan, int output)
{
	/* Without a copy the job runs all the same; its output then tells of a failed exec. */
	int saved = copy_above(2);

	if (saved >= 0)
		error_descriptor = saved;
	place(plan->slots[1] == SLOT_CLOSED ? output : 1, 2, "standard error");
}

static void leave_terminals(const struct plan *plan)
{
	const enum slot *slots = plan->slots;
	int (*opener)(const char *, int, mode_t) = open_above;
	bool input, appending, following;
	char path[PATH_MAX];
	const char *text, *name = NULL;
	int output = -1;

	input = is_terminal(slots[0]);
	following = is_terminal(slots[2]);
	appending = is_terminal(slots[1]) || (slots[1] == SLOT_CLOSED && following);
	if (input && is_terminal(slots[1])) {
		vacate_input_and_output();
		opener = open_retry;
	}
	if (input)
		make_input_unreadable(opener);
	if (appending)
		output = open_output(opener, path, &name);
	if (is_terminal(slots[1]))
		place(output, 1, "standard output");
	text = message(input, appending, following);
	if (text && !announce(plan, text, name))
		exit(failure_status());
	if (following)
		follow_output(plan, output);
}

/* Mostly there is nothing to redirect, and no page of the stack to be touched for it. */
static void redirect_terminals(struct plan *plan)
{
	bool any = false;

	for (int i = 0; i < 3; i++) {
		plan->slots[i] = look(plan, i);
		if (i == 1 && plan->output) /* whatever that is, it is where output is to go */
			plan->slots[i] = SLOT_FILE;
		any |= is_terminal(plan->slots[i]);
	}
	if (any)
		leave_terminals(plan);
}

/* Whether that name is of a file the output goes to: a process ID would take its place. */
static bool is_output(const char *file)
{
	struct stat named, output;

	if (lstat(file, &named) || !S_ISREG(named.st_mode))
		return false;
	for (int i = 1; i <= 2; i++) {
		if (!fstat(i, &output) && output.st_dev == named.st_dev &&
		    output.st_ino == named.st_ino)
			return true;
	}
	return false;
}

/*
 * Becomes the command; if it cannot, *failure is the status. It is set before each thing that may
 * end us by a signal (SIGXFSZ, SIGPIPE), for the parent to see that --detach has left waiting.
 */
static void become(const struct plan *plan, char **argv, volatile int *failure)
{
	if (plan->pidfile) {
		*failure = failure_status();
		if (is_output(plan->pidfile)) {
			announce(plan, "output goes to %pq, which cannot be the pidfile, too",
				 plan->pidfile);
			return;
		}
		if (!pidfile_write(plan->pidfile, getpid())) {
			announce(plan, "failed to write %pq: %m", plan->pidfile);
			return;
		}
	}
	*failure = 0;
	*failure = exec_command(argv);
	if (plan->pidfile)
		pidfile_remove(plan->pidfile);
	if (plan->slots[2] != SLOT_CLOSED &&
	    !announce(plan, "failed to run command %pq: %m", argv[0]))
		*failure = failure_status();
}

/* Starts the command in a session of its own; vfork returns when that has worked, or has not. */
static int detach(const struct plan *plan, char **argv)
{
	volatile int failure = 0;
	pid_t child = vfork();

	if (child < 0)
		fail(failure_status(), "cannot fork: %m");
	if (child == 0) {
		setsid();
		become(plan, argv, &failure);
		_exit(failure);
	}
	if (failure)
		waitpid(child, NULL, 0);
	return failure;
}

static int nohup_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { 0 };
	int key, failure;

	while ((key = option_next(&parsed))) {
		if (key == OUTPUT)
			plan.output = parsed.argument;
		else if (key == DETACH)
			plan.detach = true;
		else if (key == PIDFILE)
			plan.pidfile = parsed.argument;
	}
	if (parsed.index == argc)
		usage_error("missing operand");
	argv += parsed.index;
	ignore_hangups();
	if (CONFIG_FEATURE_NOHUP_JOB && plan.output)
		send_output_to(plan.output);
	redirect_terminals(&plan);
	if (CONFIG_FEATURE_NOHUP_JOB && plan.detach)
		return detach(&plan, argv);
	become(&plan, argv, &failure);
	return failure;
}

APPLET(nohup) = {
	.name = "nohup",
	.main = nohup_main,
	.synopsis = CONFIG_FEATURE_NOHUP_JOB ? "[OPTION]... COMMAND [ARG]..." : "COMMAND [ARG]...",
	.summary = "Run COMMAND, ignoring hangup signals.",
	.options = options,
	.failure = 125,
	.posix_failure = 127,
	.flags = APPLET_EXECS,
};
