/* obstacle.h - why a running process cannot be changed. */
#ifndef NOHUP_RESCUE_OBSTACLE_H
#define NOHUP_RESCUE_OBSTACLE_H

#include <stdbool.h>
#include <sys/types.h>

#include "proc/status.h"

enum obstacle {
	OBSTACLE_NONE,
	OBSTACLE_ABSENT, /* no such process */
	OBSTACLE_THREAD, /* it is a thread of another one */
	OBSTACLE_ZOMBIE,
	OBSTACLE_KERNEL, /* a thread of the kernel */
	OBSTACLE_SELF,
	OBSTACLE_FIRST,       /* process 1 */
	OBSTACLE_SHELL,       /* our parent */
	OBSTACLE_TRACED,      /* by another process */
	OBSTACLE_USER,        /* it belongs to another user */
	OBSTACLE_PROTECTED,   /* set-user-ID or not dumpable */
	OBSTACLE_DESCENDANTS, /* Yama's scope 1: only our own descendants */
	OBSTACLE_ROOT,        /* Yama's scope 2: only root may trace */
	OBSTACLE_DISABLED,    /* Yama's scope 3: tracing is disabled */
	OBSTACLE_CAPABILITY,  /* CAP_SYS_PTRACE is missing */
	OBSTACLE_MODULE,      /* a security module forbids it */
	OBSTACLE_FILTER,      /* a filter of system calls might kill it */
	OBSTACLE_STRICT,      /* it may only read and write */
	OBSTACLE_BUSY,        /* it does not stop */
	OBSTACLE_ENDED,       /* it has ended in the meantime */
	OBSTACLE_LEFT,        /* it is not in the process group, or no longer */
	OBSTACLE_MACHINE,     /* its program is for another processor than ours */
	OBSTACLE_PROCESSOR,   /* on this processor no process can be changed; */
	OBSTACLE_OLD,         /* or not by this kernel; */
	OBSTACLE_COMPUTES,    /* or not a process that makes no system call */
	OBSTACLE_FILES,       /* there are no files for it, which has been reported */
	OBSTACLE_FAILED,      /* with errno */
	OBSTACLE_UNCHANGED,   /* it is as before although nothing failed */
	OBSTACLE_UNVERIFIED,  /* it was changed, but cannot be inspected again: with errno */
};

/* Whether it is only that there is no such process or member of the group, or no longer. */
bool obstacle_is_end(enum obstacle obstacle);

/* What is known before an attempt. force: ignores the obstacles that -F overrides. */
enum obstacle obstacle_before(pid_t pid, const struct proc_status *status, bool force);

/* Of a process whose filters are in force: none if ours are the same, as in one container. */
enum obstacle obstacle_filters(const struct proc_status *status);

/* Why the kernel does not let us trace it, with this errno. */
enum obstacle obstacle_refusal(pid_t pid, const struct proc_status *status, int reason);

#endif
