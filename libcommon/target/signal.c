/* signal.c - signals to a process that is held, or to its group.
 *
 * By a descriptor a signal reaches the process that this was opened for. kill(2) with a number
 * reaches the process that has the number by then: so that is kept from being given to another one.
 */
#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ptrace/signal_mask.h"
#include "ptrace/tracee.h"
#include "target/signal.h"

enum { TO_GROUP = 1 << 2 /* PIDFD_SIGNAL_PROCESS_GROUP, Linux 6.9 */ };

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

/* What goes with a signal that is queued. */
static void set_value(siginfo_t *info, int signal, int value)
{
	*info = (siginfo_t){ .si_signo = signal, .si_code = SI_QUEUE };
	info->si_pid = getpid();
	info->si_uid = getuid();
	info->si_value.sival_int = value;
}

bool number_signal(pid_t number, int signal, const int *value)
{
	siginfo_t info;

	if (!value)
		return kill(number, signal) == 0;
	set_value(&info, signal, *value);
	return syscall(SYS_rt_sigqueueinfo, number, signal, &info) == 0;
}

/* Checks the number once more and uses it, pinned in between if possible. */
static bool signal_number(const struct target *target, int signal, const int *value)
{
	/* if it is known by nothing but its number, there is nothing to check */
	bool identified = target->pidfd >= 0 || target->directory >= 0 || target->start >= 0, sent;
	struct pin pin;
	int reason;

	pin_set(&pin, identified && signal ? target->pid : 0);
	sent = target_owns_number(target) && number_signal(target->pid, signal, value);
	reason = errno;
	pin_release(&pin);
	errno = reason;
	return sent;
}

/* Whether a call that failed with this errno is not available, in the kernel or by a filter. */
static bool is_unavailable(int reason)
{
	return reason == ENOSYS || reason == EPERM || reason == EACCES;
}

bool target_signal(struct target *target, int signal, const int *value)
{
	siginfo_t info;
	int descriptor = target->pidfd >= 0 ? target->pidfd : target->directory, fresh = -1;
	bool sent;

	if (value)
		set_value(&info, signal, *value);
	if (descriptor < 0)
		descriptor = fresh = target_pidfd(target);
	if (descriptor < 0)
		return errno != ESRCH && signal_number(target, signal, value);
	sent = syscall(SYS_pidfd_send_signal, descriptor, signal, value ? &info : NULL, 0) == 0;
	if (fresh >= 0)
		close(fresh); /* which keeps errno */
	return sent || (is_unavailable(errno) && signal_number(target, signal, value));
}

/* Whether the target is in the process group, so that the number is that of its group. */
static bool is_in_group(const struct target *target, pid_t group)
{
	if (getpgid(target->pid) == group)
		return target_owns_number(target);
	errno = ESRCH;
	return false;
}

bool target_signal_group(const struct target *target, pid_t group, int signal)
{
	/*
	 * a pidfd of the leader stands for the number: that is its group's if the target is in it
	 */
	int leader = syscall(SYS_pidfd_open, group, 0), reason;
	bool sent = leader >= 0 && is_in_group(target, group) &&
		    syscall(SYS_pidfd_send_signal, leader, signal, NULL, TO_GROUP) == 0;
	struct pin pin;

	if (leader >= 0)
		close(leader);
	if (sent)
		return true;
	pin_set(&pin, signal ? target->pid : 0);
	sent = is_in_group(target, group) && kill(-group, signal) == 0;
	reason = errno;
	pin_release(&pin);
	errno = reason;
	return sent;
}
