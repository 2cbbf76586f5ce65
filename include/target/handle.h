/* handle.h - process IDs as arguments, which may tell the one process that is meant. */
#ifndef TARGET_HANDLE_H
#define TARGET_HANDLE_H

#include <stdbool.h>
#include <sys/types.h>

#include "target/target.h"
#include "text/text.h"

struct handle {
	pid_t pid;
	unsigned long long inode; /* of its pidfd, see target_of_pid; 0: not told */
};

/*
 * Parses all of text as PID or PID:INODE, the form of util-linux, both above 0. Returns false for
 * anything else.
 */
bool handle_parse(const char *text, struct handle *handle);

/* The first handle of that process among those in a text that holds such, or NULL. */
const struct handle *handle_find(const struct text *handles, pid_t pid);

/*
 * Holds the process with this number, known by that alone: whoever has it now. Needs no /proc.
 * inode, unless 0, is that of its pidfd (Linux >= 6.9): it must be the same one. Returns false with
 * errno: ESRCH there is none, or another one; ENOSYS, EOPNOTSUPP the kernel cannot tell inodes.
 */
bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode);

/* The inode number of its pidfd, which no other process of this boot has; 0: it cannot be told. */
unsigned long long target_inode(struct target *target);

#endif
