/* tasks.c - the tasks, or threads, of a process. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "error.h"
#include "format.h"
#include "procfs.h"
#include "redirect.h"
#include "tasks.h"

static int open_tasks(pid_t pid)
{
	char path[32];
	struct output output;

	output_start(&output, -1, path, sizeof(path));
	output_format(&output, "/proc/%d/task%c", (int)pid, '\0');
	return open_above(path, O_RDONLY | O_DIRECTORY, 0);
}

void tasks_each(pid_t pid, void (*act)(void *context, pid_t task), void *context)
{
	int descriptor = open_tasks(pid);
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
