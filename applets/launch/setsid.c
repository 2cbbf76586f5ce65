/* setsid - run a command in a session or process group of its own
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/setsid.1.html, and its setpgid for --group
 *
 * The leader of a process group can lead no new session: it starts a child for that, and waits for
 * it to end, or only to hear whether it has become the command.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "launch/launch.h"
#include "text/error.h"

static const struct applet_option options[] = {
	OPT('c', "ctty", NULL, "make standard input the controlling terminal of the session"),
	OPT('f', "fork", NULL, "run PROGRAM in a child process in any case"),
	OPT('g', "group", NULL, "only make a process group, in the present session: what\n"
				"util-linux's setpgid does; its setsid has no such option"),
	OPT('w', "wait", NULL, "wait for the child to end and return its exit status,\n"
			       "or 128 + the number of the signal that killed it"),
	{ .key = 0 },
};

struct plan {
	bool terminal;
	bool child;
	bool group;
	bool wait;
};

static bool leads_group(void)
{
	return getpgrp() == getpid();
}

/* Becomes the program; returns the status for not having been able to. */
static int become(const struct plan *plan, char **argv)
{
	/* who leads a group already has what --group asks for */
	if (plan->group && !leads_group() && setpgid(0, 0))
		error("setpgid failed: %m");
	else if (!plan->group && setsid() < 0)
		error("setsid failed: %m");
	else if (plan->terminal && ioctl(0, TIOCSCTTY, 1))
		error("failed to set the controlling terminal: %m");
	else
		return exec_or_complain(argv);
	return failure_status();
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			fail(failure_status(), "wait: %m");
	}
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	error("child %d did not exit normally", (int)child);
	return 128 + WTERMSIG(status);
}

/* Returns when the child has become the program, or could not; with --wait when it has ended. */
static int start(const struct plan *plan, char **argv)
{
	struct sigaction standard = { .sa_handler = SIG_DFL }, before;
	struct launch launch;
	pid_t child;

	if (!plan->wait && !launch_open(&launch))
		fail(failure_status(), "cannot make a pipe: %m");
	/* who ignores the signal has no children to wait for; the program gets it as it was */
	if (plan->wait)
		sigaction(SIGCHLD, &standard, &before);
	child = vfork();
	if (child < 0)
		fail(failure_status(), "fork: %m");
	if (child == 0) {
		int failure;

		if (plan->wait)
			sigaction(SIGCHLD, &before, NULL);
		failure = become(plan, argv);
		if (!plan->wait)
			launch_say(&launch, failure);
		_exit(failure);
	}
	return plan->wait ? wait_for(child) : launch_hear(&launch);
}

static int setsid_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { 0 };
	int key;

	while ((key = option_next(&parsed))) {
		plan.terminal |= key == 'c';
		plan.child |= key == 'f';
		plan.group |= key == 'g';
		plan.wait |= key == 'w';
	}
	if (parsed.index == argc)
		usage_error("no command specified");
	argv += parsed.index;
	if (plan.child || (!plan.group && leads_group()))
		return start(&plan, argv);
	return become(&plan, argv);
}

APPLET(setsid) = {
	.name = "setsid",
	.main = setsid_main,
	.synopsis = "[OPTION]... PROGRAM [ARG]...",
	.summary = "Run PROGRAM in a new session.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX,
};
