/* status.h - the lines of /proc/PID/status. */
#ifndef PROC_STATUS_H
#define PROC_STATUS_H

#include <stdbool.h>
#include <sys/types.h>

#include "proc/process.h"

/* What follows "KEY:" and blanks in its status, up to a newline. NULL with ENOENT: no such line. */
const char *process_status_line(struct process *process, const char *key);

/* The number at index, counted from 0, in that line: unsigned, of a base up to 16; -1: none. */
long long process_status_number(struct process *process, const char *key, int index,
				unsigned base);

enum { PROC_NAME_SIZE = 32 };

/* Numbers that this kernel does not report are -1. */
struct proc_status {
	char name[PROC_NAME_SIZE]; /* with a ? for each byte that is not safe on a terminal */
	char state;                /* R S D T t Z X ... */
	long long process;         /* of the task */
	long long parent;
	long long tracer;      /* or 0 */
	long long user, group; /* the effective ones */
	long long threads;
	long long memory; /* kB of address space; -1: a kernel thread, or about to exit */
	bool kernel;      /* a kernel thread */
	long long ignored, caught; /* bit N - 1 is signal N */
	long long seccomp;         /* 0 none, 1 strict, 2 filters; and the number of filters */
	long long filters;
};

/* Returns false with errno: ENOENT or ESRCH if there is no such process. */
bool proc_status_read(pid_t pid, struct proc_status *status);

/*
 * The ID of a task of the process that has not ended. 0 with errno: ENOENT or ESRCH if none is
 * left, or why they cannot be read.
 */
pid_t proc_living_task(pid_t pid);

#endif
