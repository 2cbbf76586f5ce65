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
 * number and the start time have to suffice. Returns false with errno: ENOENT, ESRCH it is gone.
 */
bool target_hold(struct target *target, struct process *process);

/*
 * Holds the process with this number, known by nothing else: whichever has the number now. By its
 * pidfd; if the kernel has none, by its directory in /proc; if that is not available either, by the
 * number alone. inode, unless 0, must be that of the pidfd (Linux >= 6.9). Returns false with
 * errno: ESRCH no such process, or another one; ENOSYS, EOPNOTSUPP the kernel does not support
 * inodes.
 */
bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode);

/*
 * Returns the inode number of its pidfd, which no other process has until the next boot; 0 if not
 * available. Opens the pidfd (target_open).
 */
unsigned long long target_inode(struct target *target);

/* The same of a pidfd, and of the process that has this number now; 0 also if there is none. */
unsigned long long pidfd_inode(int pidfd);
unsigned long long pid_inode(pid_t pid);

/*
 * Opens its pidfd, so that its end can be waited for, and closes its directory. Returns false with
 * errno: ESRCH it is gone; ENOSYS before Linux 5.3; EPERM; EMFILE.
 */
bool target_open(struct target *target);

enum target_state {
	TARGET_RUNNING,
	TARGET_ENDED,   /* reaped or not */
	TARGET_UNKNOWN, /* with errno: it could not be read */
};

enum target_state target_state(const struct target *target);

/*
 * Opens another pidfd of the target. Returns -1 with errno: as target_open, or the reason why it
 * cannot be checked.
 */
int target_pidfd(const struct target *target);

/*
 * Whether the number is still the target's; a target known only by its number is whichever process
 * has that now. False with errno: ESRCH it is not, or it has ended and may have been reaped; others
 * that this cannot be determined.
 */
bool target_owns_number(const struct target *target);

/* Closes its descriptors. */
void target_drop(struct target *target);

#endif
