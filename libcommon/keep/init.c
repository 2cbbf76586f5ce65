/* init.c - the first process of a container.
 *
 * It has no signal handlers: all signals are blocked, and waited for. Blocked ones are kept even if
 * they are ignored, or we are process 1, whose signals the kernel throws away otherwise. A child
 * that has ended is seen before it is reaped, so that what is still sent to it, or to the group
 * that it leads, cannot reach another that has got its number.
 */
#include <errno.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "keep/init.h"
#include "signal/mask.h"

void init_block(struct init *init, const unsigned char *but)
{
	mask_fill(&init->awaited);
	while (*but)
		mask_remove(&init->awaited, *but++);
	mask_change(SIG_SETMASK, &init->awaited, &init->before);
	/* who ignores it has no children to wait for */
	init->children_ignored = disposition_ignored(SIGCHLD) == 1;
	if (init->children_ignored)
		disposition_set(SIGCHLD, false);
}

void init_unblock(const struct init *init)
{
	if (init->children_ignored)
		disposition_set(SIGCHLD, true);
	mask_change(SIG_SETMASK, &init->before, NULL);
}

bool init_start(struct init *init, int (*become)(void *context), void *context)
{
	/* children of the program that executed us: no signal tells of those that have ended */
	while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
		;
	init->child = vfork();
	if (init->child == 0)
		_exit(become(context));
	return init->child > 0;
}

int init_next(const struct init *init, const long timeout[2])
{
	long number;

	do
		number = syscall(SYS_rt_sigtimedwait, &init->awaited, NULL, timeout, MASK_BYTES);
	while (number < 0 && errno == EINTR);
	return number < 0 && errno == EAGAIN ? 0 : (int)number;
}

bool init_send(const struct init *init, int number)
{
	return kill(init->to_group ? -init->child : init->child, number) == 0;
}

pid_t init_ended(int *status, bool *killed)
{
	siginfo_t info = { 0 };

	while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL)) {
		if (errno != EINTR)
			return -1;
	}
	*status = info.si_status;
	*killed = info.si_code != CLD_EXITED;
	return info.si_pid;
}

bool init_reap(struct init *init, pid_t process)
{
	while (waitpid(process, NULL, __WALL) < 0) {
		if (errno != EINTR)
			return false;
	}
	if (process == init->child)
		init->child = 0;
	return true;
}
