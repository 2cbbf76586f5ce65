/* procfs.h - /proc: which processes there are, and their files. */
#ifndef PROC_PROCFS_H
#define PROC_PROCFS_H

#include <stdbool.h>
#include <sys/types.h>

#include "file/entries.h"

enum { BOOT_ID_SIZE = 37 };

/*
 * A pass over the numbers that are names in a directory: in /proc those of the processes, in
 * /proc/PID/task those of its threads. In ascending order in /proc.
 */
struct scan {
	struct entries entries;
};

/*
 * The descriptor of /proc. Where it is missing, or nothing is mounted there, fails with status and
 * "/proc is not mounted"; where it cannot be opened, with the reason.
 */
int procfs_open(int status);

/*
 * Our own process ID in an open /proc, which may be that of another PID namespace. 0 with errno:
 * ENOENT if we are not visible there.
 */
pid_t procfs_self(int directory);

/*
 * Whether the processes in an open /proc have the same numbers there as for us. False for the /proc
 * of another PID namespace, such as a host's in a container: a number read there is another
 * process's here. Then errno is 0 or ENOENT, and anything else where this cannot be determined.
 */
bool procfs_is_own(int directory);

/*
 * Fails with status unless procfs_is_own. For what signals, traces or changes processes found in
 * /proc.
 */
void procfs_check_own(int directory, int status);

/* procfs_open, and procfs_check_own. */
int procfs_open_own(int status);

/* Opens /proc/PID/NAME, above 2. Returns a descriptor or -1 with errno; ENOENT: no such process. */
int proc_open(pid_t pid, const char *name, int flags);

/* Begins a pass over an open directory, which is read from its start. */
void scan_start(struct scan *scan, int directory);

/*
 * The next number, or 0 after the last one. errno is 0 then, or the reason why the directory cannot
 * be read further (ENOENT in /proc/PID/task of a process that has ended).
 */
pid_t scan_next(struct scan *scan);

/*
 * Puts what identifies this boot of the machine into id, "" if that is unknown. Returns whether it
 * is known. See random(4).
 */
bool boot_id(char id[BOOT_ID_SIZE]);

/* Clock ticks since boot, PROCESS_TICKS a second: STAT_START of a process that is started now. */
long long uptime_ticks(void);

#endif
