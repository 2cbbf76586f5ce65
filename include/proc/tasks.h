/* tasks.h - acting on a running process, or on each of its tasks (threads). */
#ifndef PROC_TASKS_H
#define PROC_TASKS_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/output.h"

struct tasks {
	bool all;	       /* each of its tasks, not the process alone */
	const char *attribute; /* the name of what is shown or changed, for messages */
	struct output output;  /* for what is shown */
};

/*
 * Calls act with the process pid (0: ourselves), or with each of its tasks in the order of
 * /proc/PID/task. If that cannot be read, fails with the applet's own status: "cannot obtain the
 * list of tasks: REASON".
 */
void tasks_act(const struct tasks *tasks, pid_t pid, void (*act)(void *context, pid_t task),
	       void *context);

/*
 * Returns result: whether the call for that task succeeded. If not, exits after printing what is
 * buffered: "failed to WHAT PID's ATTRIBUTE: REASON". With tasks->all, a task that has ended in the
 * meantime is not an error.
 */
bool tasks_check(struct tasks *tasks, bool result, const char *what, pid_t task);

#endif
