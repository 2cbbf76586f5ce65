/* init.c - the first process of a container.
 *
 * It has no signal handlers: all signals are blocked, and waited for. Blocked signals stay pending
 * even if they are ignored, or if we are process 1, for which the kernel otherwise discards them. A
 * child that has ended is noticed before it is reaped, so a signal that is still sent to it, or to
 * the group that it leads, cannot reach another process that got its number.
 */
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "keep/init.h"
#include "signal/child.h"
#include "signal/mask.h"
#include "text/retry.h"

void init_block(struct init *init, const unsigned char *except)
{
	mask_fill(&init->awaited);
	while (*except)
		mask_remove(&init->awaited, *except++);
	mask_change(SIG_SETMASK, &init->awaited, &init->before);
	init->children_ignored = child_signal_reset();
}

/* Whether it was caused by a message of ours whose reader has gone, not sent by another process. */
static bool is_own_pipe(const siginfo_t *info)
{
	return info->si_signo == SIGPIPE && info->si_pid == getpid();
}

void init_discard_pipe(void)
{
	static const long no_time[2];
	struct mask pipe = { 0 };
	siginfo_t info;

	mask_add(&pipe, SIGPIPE);
	if (mask_await(&pipe, &info, no_time) > 0 && !is_own_pipe(&info))
		kill(getpid(), SIGPIPE);
}

void init_unblock(const struct init *init)
{
	init_discard_pipe();
	child_signal_restore(init->children_ignored);
	mask_change(SIG_SETMASK, &init->before, NULL);
}

bool init_start(struct init *init, int (*become)(void *context), void *context)
{
	/* children of the program that executed us, whose SIGCHLD came before we waited for it */
	while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
		;
	init->child = vfork();
	if (init->child == 0)
		_exit(become(context));
	return init->child > 0;
}

bool init_send(struct init *init, int number)
{
	if (init->child)
		return kill(init->to_group ? -init->child : init->child, number) == 0;
	if (init_waits_for_all(init))
		tree_signal(&init->leftovers.tree, number, 0);
	return true;
}

/* Waits for a signal until the leftovers' time is over. Returns its number; 0: no time left; -1. */
static int next_signal(const struct init *init)
{
	long left[2];
	const long *timeout =
		init_waits_for_all(init) ? leftovers_time_left(&init->leftovers, left) : NULL;
	siginfo_t info;
	int number;

	do
		number = mask_await(&init->awaited, &info, timeout);
	while (number > 0 && is_own_pipe(&info));
	return number < 0 && errno == EAGAIN ? 0 : number;
}

/* Returns a child that has ended, without reaping it; 0: none has; -1 with errno. */
static pid_t find_ended(int *status, bool *killed)
{
	siginfo_t info = { 0 };
	int left = RETRIES;

	while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL)) {
		if (!retry_interrupted(&left))
			return -1;
	}
	*status = info.si_status;
	*killed = info.si_code != CLD_EXITED;
	return info.si_pid;
}

static bool reap(struct init *init, pid_t process)
{
	if (child_wait(process, NULL, __WALL, NULL) < 0)
		return false;
	if (process == init->child)
		init->child = 0;
	if (init_waits_for_all(init))
		leftovers_forget(&init->leftovers, process);
	return true;
}

/* Reaps all children that have ended. Returns false with errno. */
static bool reap_ended(struct init *init, const struct init_events *events, void *context)
{
	pid_t process;
	bool killed;
	int status;

	while ((process = find_ended(&status, &killed)) > 0) {
		events->ended(context, process, status, killed);
		if (!reap(init, process))
			return false;
	}
	if (process < 0 && (init->child || errno != ECHILD))
		return false;
	events->ended(context, process, 0, false);
	return true;
}

enum init_result init_run(struct init *init, const struct init_events *events, void *context)
{
	int number;

	do {
		number = next_signal(init);
		if (number < 0)
			return INIT_CANNOT_AWAIT_SIGNALS;
		if (number)
			events->signalled(context, number);
		if (!reap_ended(init, events, context))
			return INIT_CANNOT_AWAIT_CHILDREN;
	} while (init->child ||
		 (init_waits_for_all(init) && !leftovers_are_gone(&init->leftovers)));
	return INIT_DONE;
}
