/* target.h - a process that is held, so that what is signalled is the process that was found. */
#ifndef TARGET_TARGET_H
#define TARGET_TARGET_H

#include <stdbool.h>
#include <sys/types.h>

#include "proc/process.h"

/*
 * A process that is held by a descriptor, which keeps referring to this process even after its
 * number has been given to another one.
 */
struct target {
	pid_t pid;
	int directory;	 /* its directory in /proc, or -1: there were no descriptors left */
	int pidfd;	 /* -1: not opened */
	long long start; /* STAT_START, to identify it without a descriptor; -1: not known */
};

/*
 * Holds the process that was entered, and takes over its directory. If descriptors are scarce, the
 * number and the start time have to suffice. Returns false with errno if the process is gone.
 */
bool target_hold(struct target *target, struct process *process);

/*
 * Holds the process with this number, known by nothing else: whichever has the number now. Needs no
 * /proc. inode, unless 0, must be that of its pidfd (Linux >= 6.9). Returns false with errno: ESRCH
 * no such process, or another one; ENOSYS, EOPNOTSUPP the kernel does not support inodes.
 */
bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode);

/*
 * Returns the inode number of its pidfd, which no other process has until the next boot; 0 if not
 * available. Opens the pidfd (target_open).
 */
unsigned long long target_inode(struct target *target);

/*
 * Sends a signal to the target and to no other process; 0 only checks that this is possible. value,
 * unless NULL, is queued with it as by sigqueue(3). Returns false with errno of kill(2): ESRCH it
 * is gone, EPERM. If signals to descriptors are not available (before Linux 5.1, or by a seccomp
 * filter), checks once more that the number is still the target's and uses kill(2); only a process
 * that may not be traced can lose its number between the two.
 */
bool target_signal(struct target *target, int signal, const int *value);

/*
 * Opens its pidfd, so that its end can be waited for, and closes its directory. Returns false with
 * errno: ESRCH it is gone; ENOSYS before Linux 5.3; EPERM; EMFILE.
 */
bool target_open(struct target *target);

/* Whether the target has ended, reaped or not. */
bool target_ended(const struct target *target);

/* Closes its descriptors. */
void target_drop(struct target *target);

#endif
