/* tasks.h - something done to a running process, or to each of its tasks, or threads. */
#ifndef PROC_TASKS_H
#define PROC_TASKS_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/output.h"

struct tasks {
	bool all;	       /* each of its tasks, not the process alone */
	const char *attribute; /* what is shown or changed, in messages */
	struct output output;  /* of what is shown */
};

/*
 * Calls act with the process pid, 0: ourselves, or with each of its tasks in the order of
 * /proc/PID/task. Where that cannot be read, fails with the applet's own status: "cannot obtain
 * the list of tasks: REASON".
 */
void tasks_act(const struct tasks *tasks, pid_t pid, void (*act)(void *context, pid_t task),
	       void *context);

/*
 * Returns result: whether the call for that task went well. If it did not that ends us, after what
 * was printed before: "failed to WHAT PID's ATTRIBUTE: REASON". But a task, other than a process
 * that was named, may well have ended before its turn came.
 */
bool tasks_check(struct tasks *tasks, bool result, const char *what, pid_t task);

#endif
