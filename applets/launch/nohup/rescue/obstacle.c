/* obstacle.c - why a running process cannot be changed. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "obstacle.h"
#include "proc/procfs.h"

bool obstacle_is_end(enum obstacle obstacle)
{
	return obstacle == OBSTACLE_ABSENT || obstacle == OBSTACLE_ZOMBIE ||
	       obstacle == OBSTACLE_ENDED || obstacle == OBSTACLE_LEFT;
}

enum obstacle obstacle_before(pid_t pid, const struct proc_status *status, bool force)
{
	if (pid == getpid())
		return OBSTACLE_SELF;
	if (status->kernel)
		return OBSTACLE_KERNEL;
	if (status->memory < 0)
		return OBSTACLE_ZOMBIE;
	if (pid == 1 && !force)
		return OBSTACLE_FIRST;
	if (pid == getppid() && !force)
		return OBSTACLE_SHELL;
	return OBSTACLE_NONE;
}

enum obstacle obstacle_filters(const struct proc_status *status)
{
	struct proc_status ours;

	if (status->seccomp == 1)
		return OBSTACLE_STRICT;
	if (status->seccomp <= 0)
		return OBSTACLE_NONE;
	/* before Linux 5.9 the kernel does not report their number: it is -1 for both then */
	if (proc_status_read(getpid(), &ours) && ours.seccomp == status->seccomp &&
	    ours.filters >= status->filters)
		return OBSTACLE_NONE;
	return OBSTACLE_FILTER;
}

/* kernel.yama.ptrace_scope, or 0. */
static int yama_scope(void)
{
	int descriptor = open_above("/proc/sys/kernel/yama/ptrace_scope", O_RDONLY, 0);
	char digit = '0';

	if (descriptor < 0)
		return 0;
	if (read(descriptor, &digit, 1) != 1)
		digit = '0';
	close(descriptor);
	return digit - '0';
}

/* If only root may inspect the process, its files in /proc are owned by root. */
static bool is_protected(pid_t pid)
{
	int descriptor = proc_open(pid, "fd", O_PATH);
	struct stat status;
	bool result;

	if (descriptor < 0)
		return false;
	result = fstat(descriptor, &status) == 0 && status.st_uid != geteuid();
	close(descriptor);
	return result;
}

/* As soon as a process has ended, no process may trace it. */
static bool is_ending(pid_t pid)
{
	struct proc_status now;
	pid_t task = proc_living_task(pid);

	return task && proc_status_read(task, &now) ? now.memory < 0 : !process_is_fault(errno);
}

enum obstacle obstacle_refusal(pid_t pid, const struct proc_status *status, int reason)
{
	int scope = yama_scope();

	errno = reason;
	if (reason == ESRCH)
		return OBSTACLE_ENDED;
	if (reason != EPERM && reason != EACCES)
		return OBSTACLE_FAILED;
	if (is_ending(pid))
		return OBSTACLE_ENDED;
	if (status->tracer > 0)
		return OBSTACLE_TRACED;
	if (scope == 3)
		return OBSTACLE_DISABLED;
	if (reason == EACCES)
		return OBSTACLE_MODULE;
	if (geteuid() == 0)
		return OBSTACLE_CAPABILITY;
	if (status->user != (long long)geteuid())
		return OBSTACLE_USER;
	if (is_protected(pid))
		return OBSTACLE_PROTECTED;
	if (scope)
		return scope == 1 ? OBSTACLE_DESCENDANTS : OBSTACLE_ROOT;
	return OBSTACLE_CAPABILITY;
}
