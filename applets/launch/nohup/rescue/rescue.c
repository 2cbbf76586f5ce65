/* rescue.c - making a running process immune to hangups. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "change.h"
#include "proc/procfs.h"
#include "ptrace/processors.h"
#include "ptrace/takeover.h"
#include "rescue.h"

enum { THREAD = O_EXCL /* PIDFD_THREAD, Linux 6.9 */ };

static bool is_terminal(const struct slots *slots, int number)
{
	return slots->kinds[number] == SLOT_TERMINAL || slots->kinds[number] == SLOT_HUNG_UP;
}

/* What it needs. Standard error must not go into a pipe that another program reads. */
static void plan_changes(struct rescue *rescue)
{
	const struct slots *slots = &rescue->slots;

	rescue->ignores = rescue->status.ignored & 1 << (SIGHUP - 1);
	rescue->keeps = rescue->status.caught & 1 << (SIGHUP - 1) && !rescue->replace;
	rescue->input = is_terminal(slots, 0);
	rescue->output[1] = is_terminal(slots, 1);
	rescue->follows = is_terminal(slots, 2) && slots->output_regular;
	rescue->output[2] = is_terminal(slots, 2) && !rescue->follows;
}

/* A pidfd of the process, or of the thread if the kernel supports that. */
static int open_pidfd(const struct rescue *rescue)
{
	int pidfd = -1;

	if (rescue->thread != rescue->pid)
		pidfd = (int)syscall(SYS_pidfd_open, rescue->thread, THREAD);
	if (pidfd < 0)
		pidfd = (int)syscall(SYS_pidfd_open, rescue->pid, 0);
	return pidfd;
}

enum obstacle rescue_look(struct rescue *rescue)
{
	struct proc_status *status = &rescue->status;
	enum obstacle obstacle;

	rescue->pidfd = -1;
	rescue->thread = rescue->pid;
	if (!proc_status_read(rescue->pid, status))
		return errno == ENOENT || errno == ESRCH ? OBSTACLE_ABSENT : OBSTACLE_FAILED;
	if (status->process != rescue->pid)
		return OBSTACLE_THREAD;
	if (status->state == 'Z') {
		/* perhaps only its first thread has ended */
		pid_t thread = proc_living_task(rescue->pid);

		if (thread && proc_status_read(thread, status))
			rescue->thread = thread;
	}
	obstacle = obstacle_before(rescue->pid, status, rescue->force);
	if (obstacle)
		return obstacle;
	rescue->pidfd = open_pidfd(rescue);
	if (rescue->pidfd < 0)
		return errno == ESRCH ? OBSTACLE_ABSENT : OBSTACLE_FAILED;
	if (!slots_look(&rescue->slots, rescue->pidfd, rescue->thread))
		return obstacle_refusal(rescue->pid, status, EPERM);
	plan_changes(rescue);
	return OBSTACLE_NONE;
}

bool rescue_is_needed(const struct rescue *rescue)
{
	return !(rescue->ignores || rescue->keeps) || rescue->input || rescue->output[1] ||
	       rescue->output[2] || rescue->follows;
}

/* Attaches to the thread and stops it, its filters suspended if that is permitted. */
static enum obstacle attach(const struct rescue *rescue, struct remote *remote)
{
	const struct proc_status *status = &rescue->status;
	enum obstacle obstacle;

	if (status->tracer > 0)
		return OBSTACLE_TRACED;
	if (processor_is_unknown())
		return OBSTACLE_PROCESSOR;
	/* if we may write its memory we may trace it: an error is then about the filters */
	remote->area.memory = proc_open(rescue->thread, "mem", O_RDWR);
	if (remote->area.memory < 0 || status->seccomp <= 0 ||
	    !tracee_attach(&remote->tracee, rescue->thread, SUSPEND_FILTERS)) {
		obstacle = remote->area.memory < 0 ? OBSTACLE_NONE : obstacle_filters(status);
		if (obstacle == OBSTACLE_STRICT || (obstacle && !rescue->force))
			return obstacle;
		if (!tracee_attach(&remote->tracee, rescue->thread, 0))
			return obstacle_refusal(rescue->pid, status, errno);
	}
	/* as long as a process is traced, no other one gets its number */
	if (syscall(SYS_pidfd_send_signal, rescue->pidfd, 0, NULL, 0) && errno == ESRCH)
		return OBSTACLE_ENDED;
	if (!tracee_hold(&remote->tracee))
		return errno == ETIMEDOUT ? OBSTACLE_BUSY : OBSTACLE_ENDED;
	return OBSTACLE_NONE;
}

static enum obstacle obstacle_from(int reason)
{
	errno = reason;
	if (reason == ESRCH)
		return OBSTACLE_ENDED;
	if (reason == ETIMEDOUT)
		return OBSTACLE_BUSY;
	if (reason == ENOPROTOOPT)
		return OBSTACLE_OLD;
	if (reason == EINPROGRESS)
		return OBSTACLE_COMPUTES;
	return reason == EOPNOTSUPP ? OBSTACLE_MACHINE : OBSTACLE_FAILED;
}

/* Checks that the process is now as wanted. One that has ended by now was changed, too. */
static enum obstacle verify(const struct rescue *rescue)
{
	struct rescue now = *rescue;

	if (!proc_status_read(rescue->thread, &now.status) || now.status.memory < 0 ||
	    !slots_look(&now.slots, now.pidfd, now.thread))
		return OBSTACLE_NONE;
	plan_changes(&now);
	/* it may have been ending during the check */
	if (!rescue_is_needed(&now) || !proc_status_read(rescue->thread, &now.status) ||
	    now.status.memory < 0)
		return OBSTACLE_NONE;
	return OBSTACLE_UNCHANGED;
}

enum obstacle rescue_change(struct rescue *rescue, int input, int output)
{
	struct remote remote = { .area = { .memory = -1 } };
	struct waiting waiting;
	struct mask before;
	enum obstacle obstacle;
	int reason;

	tracee_prepare(&before);
	waiting_look(&waiting, rescue->thread);
	obstacle = attach(rescue, &remote);
	if (!obstacle) {
		if (!takeover_begin(&remote, &waiting) ||
		    !change_process(rescue, &remote, input, output))
			obstacle = obstacle_from(errno);
		reason = errno;
		if (!takeover_end(&remote) && !obstacle)
			obstacle = obstacle_from(errno);
		else
			errno = reason;
	}
	reason = errno;
	if (remote.area.memory >= 0)
		close(remote.area.memory);
	tracee_conclude(&before);
	if (!obstacle)
		return verify(rescue);
	errno = reason;
	return obstacle;
}

void rescue_end(struct rescue *rescue)
{
	if (rescue->pidfd >= 0)
		close(rescue->pidfd);
}
