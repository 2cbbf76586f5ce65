/* status.h - the lines of /proc/PID/status. */
#ifndef PROC_STATUS_H
#define PROC_STATUS_H

#include <stdbool.h>
#include <sys/types.h>

#include "proc/process.h"

/* What follows "KEY:" and blanks in its status, up to a newline; NULL with ENOENT: no such line. */
const char *process_status_line(struct process *process, const char *key);

/*
 * The number in that line, the index'th from 0, of this base, up to 16, and without a sign; -1:
 * there is none.
 */
long long process_status_number(struct process *process, const char *key, int index,
				unsigned base);

enum { PROC_NAME_SIZE = 32 };

/* Numbers that this kernel does not tell are -1. */
struct proc_status {
	char name[PROC_NAME_SIZE]; /* with a ? for what is not to be shown to a terminal */
	char state;                /* R S D T t Z X ... */
	long long process;         /* that the task belongs to */
	long long parent;
	long long tracer;      /* or 0 */
	long long user, group; /* the effective ones */
	long long threads;
	long long memory; /* kB of address space; -1: it is a thread of the kernel, or ending */
	bool kernel;      /* the former */
	long long ignored, caught; /* bit N - 1 is signal N */
	long long seccomp;         /* 0 none, 1 strict, 2 filters; and how many of them */
	long long filters;
};

/* Returns false with errno: ENOENT or ESRCH there is no such process. */
bool proc_status_read(pid_t pid, struct proc_status *status);

/* The same of a task of the process that has not ended, whose ID it returns; 0 if none is left. */
pid_t proc_living_task(pid_t pid);

#endif
