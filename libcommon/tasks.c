/* tasks.c - the tasks, or threads, of a process. */
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "error.h"
#include "format.h"
#include "number.h"
#include "redirect.h"
#include "tasks.h"

/* Where an entry of getdents64(2) has its length, 16 bits, and its name: libc's types differ. */
enum { LENGTH_AT = 16, NAME_AT = 19 };

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
	char buffer[2048];
	long used;

	if (descriptor < 0)
		fail(failure_status(), "cannot obtain the list of tasks: %m");
	while ((used = syscall(SYS_getdents64, descriptor, buffer, sizeof(buffer))) > 0) {
		const char *at = buffer, *end = at + used;

		while (at < end) {
			unsigned short length;
			long long task;

			memcpy(&length, at + LENGTH_AT, sizeof(length));
			/* "." and ".." are no numbers */
			if (number_parse(at + NAME_AT, 1, INT_MAX, &task) == NUMBER_OK)
				act(context, (pid_t)task);
			at += length;
		}
	}
	if (used < 0)
		fail(failure_status(), "cannot obtain the list of tasks: %m");
	close(descriptor);
}
