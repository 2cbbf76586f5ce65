/* pidfd_inode.h - processes known by their number, and by the inode number of their pidfd. */
#ifndef TARGET_PIDFD_INODE_H
#define TARGET_PIDFD_INODE_H

#include "target/target.h"

/*
 * Holds the process with this number, known by that alone: whoever has it now. Needs no /proc.
 * inode, unless 0, is that of its pidfd (Linux >= 6.9): it must be the same one. Returns false with
 * errno: ESRCH there is none, or another one; ENOSYS, EOPNOTSUPP the kernel cannot tell inodes.
 */
bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode);

/* The inode number of its pidfd, which no other process of this boot has; 0: it cannot be told. */
unsigned long long target_inode(struct target *target);

#endif
