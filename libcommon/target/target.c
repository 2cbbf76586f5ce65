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

#include "ptrace/signal_mask.h"
#include "ptrace/tracee.h"
#include "target/target.h"

enum {
	UNKNOWN = -1,
	GONE = 0,    /* a state, in addition to the kernel's letters */
	RESERVE = 8, /* descriptors */
	PIDFS_MAGIC = 0x50494446,
};

/*
 * Reads the state of the target's process, or GONE: from its directory; without one, from that of
 * the process that has the number now, if it has the same start time.
 */
static int read_state(const struct target *target)
{
	char buffer[2048]; /* longer than any stat */
	struct process process = {
		.id = target->pid,
		.stat = { .bytes = buffer, .size = sizeof(buffer) },
		.entered = target->directory >= 0,
		.directory = target->directory,
	};
	const long long *fields;

	if (!process.entered)
		process.from = open("/proc", O_RDONLY | O_DIRECTORY);
	fields = process_stat(&process);
	if (!process.entered && process.from >= 0)
		close(process.from);
	if (!fields || (!process.entered && fields[STAT_START] != target->start))
		return GONE;
	return fields[STAT_STATE];
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

	if (getrlimit(RLIMIT_NOFILE, &limit) || (rlim_t)descriptor + RESERVE < limit.rlim_cur)
		return true;
	limit.rlim_cur = limit.rlim_max;
	return setrlimit(RLIMIT_NOFILE, &limit) == 0 &&
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

bool target_of_pid(struct target *target, pid_t pid, unsigned long long inode)
{
	unsigned long long found;

	*target = (struct target){ pid, -1, -1, UNKNOWN };
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

unsigned long long target_inode(struct target *target)
{
	struct statfs filesystem;
	struct stat status;

	if (!target_open(target) || fstatfs(target->pidfd, &filesystem) ||
	    filesystem.f_type != PIDFS_MAGIC || fstat(target->pidfd, &status))
		return 0;
	return status.st_ino;
}

/* Opens a new pidfd of the target. Returns -1 with errno: ESRCH the number is no longer its own. */
static int open_pidfd(const struct target *target)
{
	int pidfd = syscall(SYS_pidfd_open, target->pid, 0);

	if (pidfd < 0 || !is_identified(target) || read_state(target) != GONE)
		return pidfd;
	close(pidfd);
	errno = ESRCH;
	return -1;
}

bool target_open(struct target *target)
{
	if (target->pidfd >= 0)
		return true;
	target->pidfd = open_pidfd(target);
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

static bool has_ended(int pidfd)
{
	struct pollfd polled = { .fd = pidfd, .events = POLLIN };

	return poll(&polled, 1, 0) > 0;
}

bool target_ended(const struct target *target)
{
	int state;

	if (target->pidfd >= 0)
		return has_ended(target->pidfd);
	if (!is_identified(target))
		return kill(target->pid, 0) && errno == ESRCH;
	state = read_state(target);
	return state == GONE || state == 'Z' || state == 'X';
}

/* A process that is traced, so that its number is not given to another one. */
struct pin {
	struct tracee tracee;
	struct mask before;
	bool set;
};

/*
 * Stops the process that has the number, by ptrace(2), until pin_release: if it ends in the
 * meantime its number stays taken. No signal ends our own process between the two. Does nothing if
 * the process may not be traced (another user's, already traced, ended), or if pid is 0.
 */
static void pin_set(struct pin *pin, pid_t pid)
{
	tracee_prepare(&pin->before);
	pin->set = pid && tracee_attach(&pin->tracee, pid, 0);
	if (pin->set)
		tracee_hold(&pin->tracee);
}

static void pin_release(const struct pin *pin)
{
	if (pin->set)
		tracee_release(&pin->tracee);
	tracee_conclude(&pin->before);
}

/* Checks the number once more and uses it, pinned in between if possible. */
static bool signal_number(const struct target *target, int signal, const int *value)
{
	/* a target known only by its number is whichever process has that number now */
	bool identified = target->pidfd >= 0 || is_identified(target), sent = false;
	struct pin pin;
	int reason = ESRCH;

	pin_set(&pin, identified && signal ? target->pid : 0);
	if (!(target->pidfd >= 0 ? has_ended(target->pidfd)
				 : is_identified(target) && read_state(target) == GONE)) {
		sent = (value ? sigqueue(target->pid, signal, (union sigval){ .sival_int = *value })
			      : kill(target->pid, signal)) == 0;
		reason = errno;
	}
	pin_release(&pin);
	errno = reason;
	return sent;
}

/* Returns whether the signal was sent, or never can be: ESRCH. */
static bool signal_descriptor(int descriptor, int signal, siginfo_t *info)
{
	return syscall(SYS_pidfd_send_signal, descriptor, signal, info, 0) == 0 || errno == ESRCH;
}

bool target_signal(struct target *target, int signal, const int *value)
{
	siginfo_t info = { .si_signo = signal, .si_code = SI_QUEUE };
	int descriptor = target->pidfd >= 0 ? target->pidfd : target->directory, fresh = -1;
	bool done;

	if (value) {
		info.si_pid = getpid();
		info.si_uid = getuid();
		info.si_value.sival_int = *value;
	}
	if (descriptor < 0)
		descriptor = fresh = open_pidfd(target);
	errno = 0;
	done = descriptor >= 0 && signal_descriptor(descriptor, signal, value ? &info : NULL);
	if (fresh >= 0)
		close(fresh);
	if (done)
		return errno == 0;
	return signal_number(target, signal, value);
}

void target_drop(struct target *target)
{
	if (target->pidfd >= 0)
		close(target->pidfd);
	if (target->directory >= 0)
		close(target->directory);
	target->pidfd = target->directory = -1;
}
