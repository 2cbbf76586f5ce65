/* start.c - starting the program, unless it runs already.
 *
 * In the background there are three processes: the first one waits for the result. The second one
 * leads the session; it writes the pid file, which it alone may be permitted to do, and waits until
 * the third one has become the program. That one first does everything that can fail, so that no
 * pid file ever names a process that could not be started.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/usage.h"
#include "become.h"
#include "find.h"
#include "keep/readiness.h"
#include "launch/launch.h"
#include "launch/variables.h"
#include "signal/child.h"
#include "start.h"
#include "target/pidfile_write.h"
#include "text/clock.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"

enum { MESSAGES = 64 /* in a row */, CHECK_EVERY = 50 /* milliseconds, without a pidfd */ };

enum awaited { NOTHING, READY, ENDED, FAILED };

/* The variables of the program: HOME, unless --env sets it. */
static void set_environment(struct plan *plan)
{
	static char home[sizeof(plan->user.home) + 5];
	struct stat status;

	variables_start(&plan->variables);
	if (plan->user.listed && stat(plan->user.home, &status) == 0) {
		format_text(home, sizeof(home), "HOME=%s", plan->user.home);
		variables_put(&plan->variables, home);
	}
	for (size_t i = 0; i < plan->extra.length; i += sizeof(char *))
		variables_put(&plan->variables, *(char **)(void *)(plan->extra.bytes + i));
}

static bool write_pidfile(struct plan *plan, struct pidfile *file, pid_t pid)
{
	char handle[HANDLE_SIZE] = "";

	*file = (struct pidfile){ .path = "", .replaced = -1 };
	if (!given(plan, 'm'))
		return true;
	if (given(plan, WITH_HANDLE))
		describe_handle(handle, pid);
	if (pidfile_make(file, given(plan, 'p'), pid, handle))
		return true;
	error("cannot open pidfile %pn for writing: %m", given(plan, 'p'));
	return false;
}

/* ---- waiting ----------------------------------------------------------------------------- */

void check_times(struct plan *plan)
{
	const char *text = given(plan, NOTIFY_TIMEOUT);
	struct timespec time = { .tv_sec = 60 };

	if (text && !duration_parse(text, &time))
		usage_error("invalid notify timeout %pq", text);
	plan->notify_time = milliseconds_of(time);
	text = given(plan, WAIT);
	if (text)
		plan->wait = argument_number(text, "time", 0, INT_MAX);
}

/* Reads what the program says. Returns READY, FAILED, or NOTHING so far. */
static enum awaited read_messages(struct plan *plan, struct readiness *readiness, pid_t child,
				  long long *deadline)
{
	int news;

	for (int i = 0; i < MESSAGES; i++) {
		news = readiness_read(readiness, child, plan->user.uid);
		if (news & READINESS_EXTENDED)
			*deadline = milliseconds_now() + milliseconds_of(readiness->extension);
		if (news & (READINESS_READY | READINESS_FAILED))
			return news & READINESS_READY ? READY : FAILED;
		if (!news)
			break;
	}
	return NOTHING;
}

/*
 * Waits until the program is ready or has ended, or for the time, which it may change. Without
 * readiness it is never ready.
 */
static enum awaited await_program(struct plan *plan, pid_t child, struct readiness *readiness,
				  long long time)
{
	int pidfd = (int)syscall(SYS_pidfd_open, child, 0);
	struct pollfd polled[] = {
		{ .fd = pidfd, .events = POLLIN },
		{ .fd = readiness ? readiness->descriptor : -1, .events = POLLIN },
	};
	long long deadline = milliseconds_now() + time;
	enum awaited awaited = NOTHING;
	siginfo_t info = { .si_pid = 0 };

	do {
		int left = milliseconds_until(deadline);

		poll(polled, 2, pidfd < 0 && left > CHECK_EVERY ? CHECK_EVERY : left);
		waitid(P_PID, child, &info, WEXITED | WNOHANG | WNOWAIT);
		if (readiness)
			awaited = read_messages(plan, readiness, child, &deadline);
	} while (!awaited && !info.si_pid && milliseconds_until(deadline));
	return awaited ? awaited : info.si_pid ? ENDED : NOTHING;
}

/* Waits as long as --notify-await and --wait want to. Returns the exit status. */
static int await_start(struct plan *plan, pid_t child, struct readiness *readiness,
		       const struct pidfile *file)
{
	const char *name = plan->arguments[0];
	enum awaited awaited = READY;

	if (given(plan, NOTIFY_AWAIT))
		awaited = await_program(plan, child, readiness, plan->notify_time);
	if (awaited == FAILED) {
		errno = readiness->error;
		error("%pn failed to start: %m", name);
	} else if (awaited == ENDED) {
		error("%pn ended before it was ready", name);
	} else if (awaited == NOTHING) {
		error("%pn was not ready in time", name);
		return TROUBLE;
	} else if (!given(plan, WAIT) || await_program(plan, child, NULL, plan->wait) == NOTHING) {
		return 0;
	} else {
		error("%pn has ended", name);
	}
	pidfile_revoke(file);
	return awaited == READY ? 1 : TROUBLE;
}

/* ---- processes --------------------------------------------------------------------------- */

/* The third process: becomes the program once the pid file is written. */
static int run_program(struct plan *plan, const struct launch *ready, const struct launch *go)
{
	prepare_program(plan);
	child_signal_restore(plan->children_ignored);
	launch_say(ready, TROUBLE);
	if (launch_hear(go))
		return TROUBLE;
	become_program(plan);
	launch_say(ready, TROUBLE);
	return TROUBLE;
}

/* Whether the other process says something; not if it closes the pipe, as it does by an exec. */
static bool hears(const struct launch *launch)
{
	char byte;

	return read(launch->heard, &byte, 1) == 1;
}

/* The second process. Returns the exit status. */
static int lead_session(struct plan *plan)
{
	struct readiness readiness = { .error = 0 };
	struct launch ready, go;
	struct pidfile file;
	pid_t child;
	bool written;

	setsid();
	if (!launch_open(&ready) || !launch_open(&go))
		fail(TROUBLE, "cannot make a pipe: %m");
	if (given(plan, NOTIFY_AWAIT)) {
		if (!readiness_open_socket(&readiness))
			fail(TROUBLE, "cannot make a socket: %m");
		variables_put(&plan->variables, readiness.variable);
	}
	launch_say(&go, TROUBLE); /* unless something else follows */
	child = launch_fork();
	if (child < 0)
		fail(TROUBLE, "cannot fork: %m");
	if (child == 0)
		_exit(run_program(plan, &ready, &go));
	close(ready.said);
	umask(022);
	written = hears(&ready) && write_pidfile(plan, &file, child);
	if (written)
		launch_say(&go, 0);
	close(go.said);
	/* also waits for its end if it is not to become the program */
	if (hears(&ready) || !written) {
		if (written)
			pidfile_revoke(&file);
		return TROUBLE;
	}
	return await_start(plan, child, &readiness, &file);
}

static void say_verb(struct plan *plan, const char *verb)
{
	output_text(&plan->output, verb);
	say_name(plan, plan->arguments[0]);
	output_text(&plan->output, "...\n");
}

static int start_in_background(struct plan *plan)
{
	pid_t child;
	int status;

	if (given(plan, 'v'))
		say_verb(plan, "Detaching to start ");
	output_flush(&plan->output);
	plan->children_ignored = child_signal_reset();
	child = launch_fork();
	if (child < 0)
		fail(TROUBLE, "cannot fork: %m");
	if (child == 0)
		_exit(lead_session(plan));
	if (child_wait(child, &status, 0, NULL) != child || !WIFEXITED(status))
		return TROUBLE;
	if (!WEXITSTATUS(status) && given(plan, 'v'))
		output_text(&plan->output, "Detaching complete...\n");
	return WEXITSTATUS(status);
}

static int start_in_place(struct plan *plan)
{
	struct pidfile file;

	if (!write_pidfile(plan, &file, getpid()))
		return TROUBLE;
	output_flush(&plan->output);
	prepare_program(plan);
	become_program(plan);
	pidfile_revoke(&file);
	return TROUBLE;
}

static void say_start(struct plan *plan)
{
	output_text(&plan->output, "Would start ");
	for (size_t i = 0; i <= plan->count; i++) {
		say_name(plan, plan->arguments[i]);
		output_char(&plan->output, ' ');
	}
	say_attributes(plan);
	output_text(&plan->output, ".\n");
}

static int refuse_start(struct plan *plan)
{
	size_t count;
	const struct target *target = found(plan, &count);
	struct pidfile file;

	say_name(plan, given(plan, 'x') ? given(plan, 'x') : "process");
	output_text(&plan->output, " already running.\n");
	if (plan->stale && !given(plan, 't'))
		write_pidfile(plan, &file, target->pid);
	return !given(plan, 'o');
}

int start_planned(struct plan *plan)
{
	if (find_processes(plan))
		return refuse_start(plan);
	if (given(plan, 't')) {
		say_start(plan);
		return 0;
	}
	if (given(plan, 'v'))
		say_verb(plan, "Starting ");
	set_environment(plan);
	if (plan->umask >= 0)
		umask((mode_t)plan->umask);
	return given(plan, 'b') ? start_in_background(plan) : start_in_place(plan);
}
