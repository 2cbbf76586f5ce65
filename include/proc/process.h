/* process.h - what /proc reports of one process or thread. */
#ifndef PROC_PROCESS_H
#define PROC_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "text/text.h"

/* No kernel assigns a higher process ID: its PID_MAX_LIMIT, also for 32-bit programs. */
enum { PROCESS_ID_MAX = 1 << 22 };

/* The fields of /proc/PID/stat, numbered as in proc(5). The state is a letter. */
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
	STAT_UTIME, /* clock ticks, PROCESS_TICKS a second */
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
	PROCESS_KERNEL = 0x200000, /* in STAT_FLAGS: a kernel thread */
	PROCESS_TICKS = 100, /* a second: USER_HZ on all processors that we are built for */
	PROCESS_NAME = 15,   /* bytes of a name; those of kernel threads may be longer: */
	PROCESS_NAME_MAX = 63,
};

/*
 * One process, or one of its threads. Each of its files is read once, when it is first needed.
 * Until the process is entered, only one file may be read; opening it by its path is cheapest. From
 * then on all files are read through the directory, so that they belong to the same process even
 * if its number is reused.
 */
struct process {
	int from;      /* descriptor of /proc, or of /proc/PID/task */
	pid_t id;      /* its number there */
	bool entered;
	int directory; /* its own, once entered */
	bool keeps;    /* its files stay open until it is left: one call closes all of them */
	int last;      /* the last of their descriptors, which follow the directory's */
	int fault;     /* why it could not be read although it may exist, an errno; 0: none */
	unsigned have; /* which of the following are valid */
	struct text comm, stat, status, cmdline, other;
	const char *name;
	enum stat_field parsed; /* of stat: the fields up to this one are numbers */
	const char *rest;	/* of stat, after that */
	long long fields[STAT_FIELDS];
	struct {
		const char *key;
		size_t at; /* of its line in the status of the last process */
	} lines[8];
};

/*
 * Whether a process may still exist although reading it failed for this reason: ENFILE, EMFILE,
 * ENOMEM, EIO and others. That is an error to be reported. False if the process is gone (ENOENT,
 * ESRCH), if it must not be read (EACCES, EPERM: it is treated as hidden), or if the kernel does
 * not support the file (EINVAL).
 */
bool process_is_fault(int reason);

/* Moves on to the process id, whose files are below from. Results for the last one are void. */
void process_start(struct process *process, int from, pid_t id);

/* Opens its directory, before a second file is read. Returns false with errno if it is gone. */
bool process_enter(struct process *process);

/* Closes its directory. */
void process_leave(struct process *process);

/*
 * The kernel's name for it (comm), up to 15 bytes, for kernel threads up to 63: any bytes but NUL.
 * Taken from stat if that has been read, else from comm. NULL with errno if it is gone or hidden
 * (hidepid).
 */
const char *process_name(struct process *process);

/* The fields of its stat, indexed by enum stat_field; fields that an old kernel lacks are 0. */
const long long *process_stat(struct process *process);

/* The same, but only the fields up to this one are set. */
const long long *process_stat_to(struct process *process, enum stat_field last);

/* All of its status. */
const char *process_status(struct process *process);

/*
 * Its command line: *length bytes of arguments that each end in a NUL, and a NUL after them. Empty
 * for kernel threads and zombies.
 */
const char *process_cmdline(struct process *process, size_t *length);

/* Any other file of its directory (environ, cgroup, wchan). Valid until the next one is read. */
const char *process_file(struct process *process, const char *file, size_t *length);

/*
 * Its effective user ID: the owner of its directory. (The files in it belong to root if the process
 * is not dumpable.) Costs one call. False with errno if it is gone.
 */
bool process_owner(struct process *process, uid_t *owner);

/* The status of a file of its directory, or of the target of a link. False with errno. */
bool process_file_status(struct process *process, const char *file, struct stat *status);

/*
 * Puts the target of the link file (exe, cwd, ns/pid) into buffer, with a NUL. Returns its length,
 * or -1 with errno: EACCES for other users' processes.
 */
ssize_t process_link(struct process *process, const char *file, char *buffer, size_t size);

#endif
