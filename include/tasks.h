/* tasks.h - the tasks, or threads, of a process. */
#ifndef TASKS_H
#define TASKS_H

#include <sys/types.h>

/*
 * Calls act with each task of the process pid, in the order of /proc/PID/task. Where that cannot
 * be read, fails with the applet's own status: "cannot obtain the list of tasks: REASON".
 */
void tasks_each(pid_t pid, void (*act)(void *context, pid_t task), void *context);

#endif
