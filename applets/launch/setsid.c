/* setsid - run a command in a session or process group of its own
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/setsid.1.html, and its setpgid for --group
 *
 * The leader of a process group cannot start a session: it starts a child for that, and waits until
 * the child ends, or only until it has become the command.
 */
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "launch/launch.h"
#include "signal/child.h"
#include "text/error.h"

static const struct applet_option options[] = {
	OPT('c', "ctty", NULL, "make standard input the controlling terminal of the session"),
	OPT('f', "fork", NULL, "always run PROGRAM in a child process"),
	OPT('g', "group", NULL, "only create a process group, in the current session, as\n"
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

/* Becomes the program. Returns only on failure: the exit status. */
static int become_program(const struct plan *plan, char **argv)
{
	/* for a group leader there is nothing to do */
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

	if (child_wait(child, &status, 0, NULL) < 0)
		applet_fail("wait: %m");
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	error("child %d did not exit normally", (int)child);
	return 128 + WTERMSIG(status);
}

/* Returns once the child has become the program or failed to; with --wait once it has ended. */
static int start_child(const struct plan *plan, char **argv)
{
	bool children_ignored = plan->wait && child_signal_reset();
	struct launch launch;
	pid_t child;

	if (!plan->wait && !launch_open(&launch))
		applet_fail("cannot make a pipe: %m");
	child = vfork();
	if (child < 0)
		applet_fail("fork: %m");
	if (child == 0) {
		int failure;

		child_signal_restore(children_ignored);
		failure = become_program(plan, argv);
		if (!plan->wait)
			launch_say(&launch, failure);
		_exit(failure);
	}
	return plan->wait ? wait_for(child) : launch_hear(&launch);
}

static int setsid_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
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
		return start_child(&plan, argv);
	return become_program(&plan, argv);
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
