/* handle.c - process IDs as arguments, which may tell the one process that is meant. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include "target/handle.h"
#include "text/number.h"

enum { DIGITS = 20 };

bool handle_parse(const char *text, struct handle *handle)
{
	size_t length = strcspn(text, ":");
	char number[DIGITS + 1];
	long long pid, inode = 0;

	if (length > DIGITS)
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	if (number_parse(number, 1, INT_MAX, &pid) != NUMBER_OK ||
	    (text[length] && number_parse(text + length + 1, 1, INT64_MAX, &inode) != NUMBER_OK))
		return false;
	*handle = (struct handle){ (pid_t)pid, (unsigned long long)inode };
	return true;
}

const struct handle *handle_find(const struct text *handles, pid_t pid)
{
	const struct handle *handle = (const struct handle *)(void *)handles->bytes;

	for (size_t left = handles->length / sizeof(*handle); left--; handle++) {
		if (handle->pid == pid)
			return handle;
	}
	return NULL;
}

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
