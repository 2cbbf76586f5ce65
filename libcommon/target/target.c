/* target.c - a process that is held, so that what is signalled is the process that was found.
 *
 * A descriptor of /proc/PID keeps referring to the process that it was opened for: reading its
 * files fails with ESRCH once that is gone, and pidfd_send_signal(2) accepts it. So a process is
 * signalled by the descriptor through which it was examined. A pidfd, needed to wait, belongs to
 * the same process if the directory is still readable after the pidfd was opened.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc/procfs.h"
#include "target/target.h"
#include "text/retry.h"

enum {
	UNKNOWN = -1,
	RESERVE = 8, /* descriptors */
	PIDFS_MAGIC = 0x50494446,
};

/*
 * Reads the state of the target's process: from its directory; without one, that of the process
 * that has the number now, if it has the same start time. Returns false with errno: ESRCH the
 * target is gone; with anything else it may still exist.
 */
static bool read_state(const struct target *target, long long *state)
{
	char buffer[2048]; /* longer than any stat */
	struct process process = {
		.id = target->pid,
		.stat = { .bytes = buffer, .size = sizeof(buffer) },
		.entered = target->directory >= 0,
		.directory = target->directory,
	};
	const long long *fields = NULL;
	int reason;

	if (!process.entered)
		process.from = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (process.entered || process.from >= 0) {
		fields = process_stat(&process);
		reason = fields || errno == ENOENT ? ESRCH : errno;
	} else {
		reason = errno;
	}
	if (!process.entered && process.from >= 0)
		close(process.from);
	if (fields && (process.entered || fields[STAT_START] == target->start)) {
		*state = fields[STAT_STATE];
		return true;
	}
	/* a number that no process has is not the target's either */
	errno = reason != ESRCH && kill(target->pid, 0) && errno == ESRCH ? ESRCH : reason;
	return false;
}

/* Whether the process can be identified by more than its number. */
static bool is_identified(const struct target *target)
{
	return target->directory >= 0 || target->start != UNKNOWN;
}

/*
 * Whether this descriptor can be kept and leaves enough for reading /proc. Otherwise raises the
 * limit as far as it goes.
 */
static bool may_keep(int descriptor)
{
	struct rlimit limit;

	if (prlimit(0, RLIMIT_NOFILE, NULL, &limit) ||
	    (rlim_t)descriptor + RESERVE < limit.rlim_cur)
		return true;
	limit.rlim_cur = limit.rlim_max;
	return prlimit(0, RLIMIT_NOFILE, &limit, NULL) == 0 &&
	       (rlim_t)descriptor + RESERVE < limit.rlim_cur;
}

bool target_hold(struct target *target, struct process *process)
{
	*target = (struct target){ process->id, -1, -1, UNKNOWN };
	if (!process_enter(process) &&
	    !(errno == EMFILE && may_keep(process->from) && process_enter(process)))
		return false;
	if (may_keep(process->directory)) {
		target->directory = process->directory;
		process->entered = false;
		return true;
	}
	if (!process_stat(process))
		return false;
	target->start = process->fields[STAT_START];
	return true;
}

/*
 * Holds the process with this number by our own /proc. Returns false with errno; 0: there is none.
 */
static bool hold_in_proc(struct target *target)
{
	struct process process = { .id = target->pid };
	int reason = 0;
	bool held = false;

	process.from = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (process.from >= 0 && procfs_is_own(process.from)) {
		held = target_hold(target, &process);
		reason = errno == ENOENT ? ESRCH : errno;
	}
	text_free(&process.stat);
	if (process.from >= 0)
		close(process.from);
	errno = reason;
	return held;
}

bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode)
{
	unsigned long long found;

	*target = (struct target){ pid, -1, -1, UNKNOWN };
	if (!target_open(target)) {
		if (inode || errno == ESRCH)
			return false;
		return hold_in_proc(target) ||
		       (errno != ESRCH && (kill(pid, 0) == 0 || errno == EPERM));
	}
	if (!inode)
		return true;
	found = target_inode(target);
	if (found == inode)
		return true;
	target_drop(target);
	errno = found ? ESRCH : EOPNOTSUPP;
	return false;
}

unsigned long long pidfd_inode(int pidfd)
{
	struct statfs filesystem;
	struct stat status;

	if (fstatfs(pidfd, &filesystem) || filesystem.f_type != PIDFS_MAGIC ||
	    fstat(pidfd, &status))
		return 0;
	return status.st_ino;
}

unsigned long long pid_inode(pid_t pid)
{
	int pidfd = syscall(SYS_pidfd_open, pid, 0);
	unsigned long long inode = pidfd_inode(pidfd);

	close(pidfd);
	return inode;
}

unsigned long long target_inode(struct target *target)
{
	return target_open(target) ? pidfd_inode(target->pidfd) : 0;
}

int target_pidfd(const struct target *target)
{
	int pidfd = syscall(SYS_pidfd_open, target->pid, 0), reason;
	long long state;

	if (pidfd < 0 || !is_identified(target) || read_state(target, &state))
		return pidfd;
	reason = errno;
	close(pidfd);
	errno = reason;
	return -1;
}

bool target_open(struct target *target)
{
	if (target->pidfd >= 0)
		return true;
	target->pidfd = target_pidfd(target);
	if (target->pidfd < 0)
		return false;
	if (!may_keep(target->pidfd)) {
		close(target->pidfd);
		target->pidfd = -1;
		errno = EMFILE;
		return false;
	}
	if (target->directory >= 0)
		close(target->directory);
	target->directory = -1;
	return true;
}

enum target_state target_state(const struct target *target)
{
	struct pollfd polled = { .fd = target->pidfd, .events = POLLIN };
	long long state = 0;
	int found, retries = RETRIES;

	if (target->pidfd >= 0) {
		do
			found = poll(&polled, 1, 0);
		while (found < 0 && retry_interrupted(&retries));
		return found < 0 ? TARGET_UNKNOWN : found ? TARGET_ENDED : TARGET_RUNNING;
	}
	if (is_identified(target) ? read_state(target, &state)
				  : kill(target->pid, 0) == 0 || errno == EPERM)
		return state == 'Z' || state == 'X' ? TARGET_ENDED : TARGET_RUNNING;
	return errno == ESRCH ? TARGET_ENDED : TARGET_UNKNOWN;
}

bool target_owns_number(const struct target *target)
{
	long long state;

	if (target->pidfd < 0)
		return !is_identified(target) || read_state(target, &state);
	switch (target_state(target)) {
	case TARGET_RUNNING:
		return true;
	case TARGET_ENDED: /* it may have been reaped */
		errno = ESRCH;
		return false;
	default:
		return false;
	}
}

void target_drop(struct target *target)
{
	if (target->pidfd >= 0)
		close(target->pidfd);
	if (target->directory >= 0)
		close(target->directory);
	target->pidfd = target->directory = -1;
}
