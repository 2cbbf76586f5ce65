/* tasks.c - acting on a running process, or on each of its tasks (threads). */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "proc/procfs.h"
#include "proc/tasks.h"
#include "text/error.h"

void tasks_act(const struct tasks *tasks, pid_t pid, void (*act)(void *context, pid_t task),
	       void *context)
{
	struct scan scan;
	int descriptor;
	pid_t task;

	if (!tasks->all) {
		act(context, pid);
		return;
	}
	close(procfs_open_own(error_status));
	descriptor = proc_open(pid ? pid : getpid(), "task", O_RDONLY | O_DIRECTORY);
	if (descriptor < 0)
		fail(error_status, "cannot obtain the list of tasks: %m");
	scan_start(&scan, descriptor);
	while ((task = scan_next(&scan)))
		act(context, task);
	if (errno)
		fail(error_status, "cannot obtain the list of tasks: %m");
	close(descriptor);
}

bool tasks_check(struct tasks *tasks, bool result, const char *what, pid_t task)
{
	int reason = errno;

	if (result || (tasks->all && reason == ESRCH))
		return result;
	output_flush(&tasks->output);
	errno = reason;
	fail(error_status, "failed to %s %d's %s: %m", what, (int)task, tasks->attribute);
}
