/* process.h - what /proc tells of one process or thread. */
#ifndef PROC_PROCESS_H
#define PROC_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "text/text.h"

/* No kernel assigns a higher process ID: its PID_MAX_LIMIT, also for 32-bit programs. */
enum { PROCESS_ID_MAX = 1 << 22 };

/* The numbers of /proc/PID/stat by their place in it, as in proc(5); 3, the state, is a letter. */
enum stat_field {
	STAT_STATE = 3,
	STAT_PPID,
	STAT_PGRP,
	STAT_SESSION,
	STAT_TTY,
	STAT_TPGID,
	STAT_FLAGS, /* PROCESS_KERNEL and others */
	STAT_MINFLT,
	STAT_CMINFLT,
	STAT_MAJFLT,
	STAT_CMAJFLT,
	STAT_UTIME, /* clock ticks, of which there are 100 in a second */
	STAT_STIME,
	STAT_CUTIME,
	STAT_CSTIME,
	STAT_PRIORITY,
	STAT_NICE,
	STAT_THREADS,
	STAT_START = 22, /* clock ticks after boot */
	STAT_VSIZE,	 /* bytes */
	STAT_RSS,	 /* pages */
	STAT_RSSLIM,
	STAT_STARTCODE,
	STAT_ENDCODE,
	STAT_STARTSTACK,
	STAT_ESP,
	STAT_EIP,
	STAT_WCHAN = 35,
	STAT_EXIT_SIGNAL = 38,
	STAT_PROCESSOR,
	STAT_RT_PRIORITY,
	STAT_POLICY,
	STAT_EXIT_CODE = 52,
	STAT_FIELDS,
};

enum {
	PROCESS_KERNEL = 0x200000, /* in STAT_FLAGS: a thread of the kernel */
	PROCESS_TICKS = 100,	   /* a second, USER_HZ, on all processors that we are built for */
	PROCESS_NAME = 15, /* bytes of a name; kernel threads have more */
};

/*
 * One process, or one of its threads. Its files are read when they are first asked for, and not
 * again. Until it has been entered the one file that is read is opened by its path, which is the
 * cheapest; after that all belong to the same process, even if its number gets another's.
 */
struct process {
	int from;      /* descriptor of /proc, or of /proc/PID/task */
	pid_t id;      /* its name there */
	bool entered;
	int directory; /* its own, once entered */
	bool keeps;    /* what is opened in it stays open until it is left: one call closes all */
	int last;      /* of those descriptors, which follow the directory's */
	unsigned have; /* which of the following are there */
	struct text comm, stat, status, cmdline, other;
	const char *name;
	long long fields[STAT_FIELDS];
};

/* Turns to the process id, whose files are below from. What was told of the last one is void. */
void process_start(struct process *process, int from, pid_t id);

/* Opens its directory, to be done before a second file is read. False with errno if it is gone. */
bool process_enter(struct process *process);

/* Closes its directory. */
void process_leave(struct process *process);

/*
 * Its name as the kernel has it (comm), up to 15 bytes, of kernel threads up to 63. Any bytes but
 * NUL. Read from stat if that has been read, else from comm. NULL with errno if it is gone or may
 * not be seen (hidepid).
 */
const char *process_name(struct process *process);

/* The fields of its stat, indexed by enum stat_field; those that an old kernel lacks are 0. */
const long long *process_stat(struct process *process);

/* All of its status. */
const char *process_status(struct process *process);

/*
 * Its command line, arguments that each end in a NUL, of *length bytes and a NUL after them. Empty
 * for kernel threads and zombies.
 */
const char *process_cmdline(struct process *process, size_t *length);

/* Any other file of its directory, until the next is read: environ, cgroup, wchan. */
const char *process_file(struct process *process, const char *file, size_t *length);

/*
 * Its effective user ID, by the owner of its directory: that of the files in it is root where it is
 * not dumpable. Costs one call. False with errno if it is gone.
 */
bool process_owner(struct process *process, uid_t *owner);

/*
 * Where the link file (exe, cwd, ns/pid) points to, into buffer, with a NUL. Returns its length or
 * -1 with errno: EACCES for others' processes.
 */
ssize_t process_link(struct process *process, const char *file, char *buffer, size_t size);

#endif
