/* tasks.h - acting on a running process, or on each of its tasks (threads). */
#ifndef PROC_TASKS_H
#define PROC_TASKS_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/output.h"

struct tasks {
	bool all;	       /* each of its tasks, not only the process */
	const char *attribute; /* what is shown or changed, in messages */
	struct output output;  /* of the values shown */
};

/*
 * Calls act with the process pid (0: this process), or with each of its tasks in the order of
 * /proc/PID/task. If that cannot be read, fails with the applet's own status: "cannot obtain the
 * list of tasks: REASON", or that /proc belongs to another PID namespace.
 */
void tasks_act(const struct tasks *tasks, pid_t pid, void (*act)(void *context, pid_t task),
	       void *context);

/*
 * Returns result: whether the call for that task succeeded. If it did not, flushes the output and
 * fails: "failed to WHAT PID's ATTRIBUTE: REASON". With all it just returns false for a task that
 * does not exist, since any but the process that was named may have ended meanwhile.
 */
bool tasks_check(struct tasks *tasks, bool result, const char *what, pid_t task);

#endif
