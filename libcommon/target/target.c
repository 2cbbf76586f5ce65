/* target.c - signals to the very process that was looked at.
 *
 * A descriptor of /proc/PID keeps meaning the process that it was opened for: its files say ESRCH
 * when that is gone, and pidfd_send_signal(2) takes it. So whoever looked through it signals what
 * he saw. A pidfd, for waiting, is the same process's if the directory still answers after it was
 * opened.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "target/target.h"

enum {
	UNKNOWN = -1,
	GONE = 0,    /* a state, besides the kernel's letters */
	RESERVE = 8, /* descriptors */
};

/*
 * The state of the process that the target is, or GONE. Looks in its directory, or without one at
 * whoever has its number and started at the same time.
 */
static int look(const struct target *target)
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

/* Whether there is more to know the process by than its number. */
static bool can_look(const struct target *target)
{
	return target->directory >= 0 || target->start != UNKNOWN;
}

/*
 * Whether this descriptor can be kept and leave some for looking. If not we get as many as we may.
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

/* A new pidfd of the target, or -1 with errno: the number is no longer its own (ESRCH)... */
static int open_pidfd(const struct target *target)
{
	int pidfd = syscall(SYS_pidfd_open, target->pid, 0);

	if (pidfd < 0 || !can_look(target) || look(target) != GONE)
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
	if (!can_look(target))
		return kill(target->pid, 0) && errno == ESRCH;
	state = look(target);
	return state == GONE || state == 'Z' || state == 'X';
}

/* Sends it to whom the descriptor is of. Returns whether that was done, or can never be: ESRCH. */
static bool signal_descriptor(int descriptor, int signal, siginfo_t *info)
{
	return syscall(SYS_pidfd_send_signal, descriptor, signal, info, 0) == 0 || errno == ESRCH;
}

/* Looks once more and uses the number, which is kept for the target in between if that can be. */
static bool signal_number(const struct target *target, int signal, const int *value)
{
	/* who is known by the number alone is whoever has it */
	bool known = target->pidfd >= 0 || can_look(target), sent = false;
	struct pin pin;
	int reason = ESRCH;

	pin_set(&pin, known && signal ? target->pid : 0);
	if (!(target->pidfd >= 0 ? has_ended(target->pidfd)
				 : can_look(target) && look(target) == GONE)) {
		sent = (value ? sigqueue(target->pid, signal, (union sigval){ .sival_int = *value })
			      : kill(target->pid, signal)) == 0;
		reason = errno;
	}
	pin_release(&pin);
	errno = reason;
	return sent;
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

void pin_set(struct pin *pin, pid_t pid)
{
	tracee_prepare(&pin->before);
	pin->set = pid && tracee_attach(&pin->tracee, pid, 0);
	if (pin->set)
		tracee_hold(&pin->tracee);
}

void pin_release(const struct pin *pin)
{
	if (pin->set)
		tracee_release(&pin->tracee);
	tracee_conclude(&pin->before);
}
