/* pidfd_inode.c - processes known by their number, and by the inode number of their pidfd. */
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include "target/pidfd_inode.h"

enum { PIDFS_MAGIC = 0x50494446 };

unsigned long long target_inode(struct target *target)
{
	struct statfs filesystem;
	struct stat status;

	if (!target_open(target) || fstatfs(target->pidfd, &filesystem) ||
	    filesystem.f_type != PIDFS_MAGIC || fstat(target->pidfd, &status))
		return 0;
	return status.st_ino;
}

bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode)
{
	unsigned long long found;

	*target = (struct target){ pid, -1, -1, -1 };
	if (!target_open(target) && (inode || errno == ESRCH))
		return false;
	if (!inode)
		return target->pidfd >= 0 || kill(pid, 0) == 0 || errno == EPERM;
	found = target_inode(target);
	if (found == inode)
		return true;
	target_drop(target);
	errno = found ? ESRCH : EOPNOTSUPP;
	return false;
}
