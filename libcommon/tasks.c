/* tasks.c - the tasks, or threads, of a process. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "error.h"
#include "procfs.h"
#include "tasks.h"

void tasks_each(pid_t pid, void (*act)(void *context, pid_t task), void *context)
{
	int descriptor = proc_open(pid, "task", O_RDONLY | O_DIRECTORY);
	struct scan scan;
	pid_t task;

	if (descriptor < 0)
		fail(failure_status(), "cannot obtain the list of tasks: %m");
	scan_start(&scan, descriptor);
	while ((task = scan_next(&scan)))
		act(context, task);
	if (errno)
		fail(failure_status(), "cannot obtain the list of tasks: %m");
	close(descriptor);
}
