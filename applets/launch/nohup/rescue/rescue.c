/* rescue.c - making a running process immune to hangups. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "change.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "ptrace/processors.h"
#include "ptrace/takeover.h"
#include "rescue.h"
#include "target/target.h"

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

/*
 * Whether the thread is still one of the process, and that a member of the group. The end of the
 * process is looked for last: as long as its pidfd does not report that, the number has been its
 * own, and so is everything that was read by the number since the pidfd was opened.
 */
static enum obstacle check_identity(const struct rescue *rescue)
{
	struct pollfd process = { .fd = rescue->pidfd, .events = POLLIN };
	struct proc_status thread = { .process = rescue->pid };
	bool left = rescue->group && getpgid(rescue->pid) != rescue->group;
	int ended;

	if (rescue->thread != rescue->pid && !proc_status_read(rescue->thread, &thread) &&
	    process_is_fault(errno))
		return OBSTACLE_FAILED;
	ended = poll(&process, 1, 0);
	if (ended < 0)
		return OBSTACLE_FAILED;
	if (ended || thread.process != rescue->pid)
		return OBSTACLE_ENDED;
	return left ? OBSTACLE_LEFT : OBSTACLE_NONE;
}

/* If only its first thread has ended, another one is used. */
static void find_thread(struct rescue *rescue)
{
	pid_t thread = proc_living_task(rescue->pid);
	int pidfd;

	if (!thread || !proc_status_read(thread, &rescue->status))
		return;
	rescue->thread = thread;
	pidfd = (int)syscall(SYS_pidfd_open, thread, THREAD);
	if (pidfd >= 0)
		rescue->files = pidfd;
}

/* Whether it is the process of the handle that was given, if any was. */
static enum obstacle check_handle(const struct rescue *rescue)
{
	unsigned long long inode = rescue->inode ? pidfd_inode(rescue->pidfd) : 0;

	if (inode == rescue->inode)
		return OBSTACLE_NONE;
	errno = EOPNOTSUPP;
	return inode ? OBSTACLE_ABSENT : OBSTACLE_FAILED;
}

enum obstacle rescue_look(struct rescue *rescue)
{
	struct proc_status *status = &rescue->status;
	enum obstacle obstacle;
	int reason;

	rescue->thread = rescue->pid;
	rescue->pidfd = rescue->files = (int)syscall(SYS_pidfd_open, rescue->pid, 0);
	reason = errno;
	if (!proc_status_read(rescue->pid, status))
		return errno == ENOENT || errno == ESRCH ? OBSTACLE_ABSENT : OBSTACLE_FAILED;
	if (status->process != rescue->pid)
		return OBSTACLE_THREAD;
	if (status->state == 'Z')
		find_thread(rescue);
	obstacle = obstacle_before(rescue->pid, status, rescue->force);
	if (obstacle)
		return obstacle;
	errno = reason;
	if (rescue->pidfd < 0)
		return errno == ESRCH ? OBSTACLE_ABSENT : OBSTACLE_FAILED;
	obstacle = check_handle(rescue);
	if (obstacle)
		return obstacle;
	if (!slots_look(&rescue->slots, rescue->files, rescue->thread))
		return obstacle_refusal(rescue->pid, status,
					process_is_fault(errno) ? errno : EPERM);
	plan_changes(rescue);
	return check_identity(rescue);
}

bool rescue_is_needed(const struct rescue *rescue)
{
	return !(rescue->ignores || rescue->keeps) || rescue->input || rescue->output[1] ||
	       rescue->output[2] || rescue->follows;
}

/* Attaches to the thread and stops it, its filters suspended if that is permitted. */
static enum obstacle attach(const struct rescue *rescue, struct remote *remote,
			    struct waiting *waiting)
{
	const struct proc_status *status = &rescue->status;
	enum obstacle obstacle;
	int reason;

	if (!waiting_look(waiting, rescue->thread))
		return OBSTACLE_FAILED;
	if (status->tracer > 0)
		return OBSTACLE_TRACED;
	if (processor_is_unknown())
		return OBSTACLE_PROCESSOR;
	/* if we may write its memory we may trace it: an error is then about the filters */
	remote->area.memory = proc_open(rescue->thread, "mem", O_RDWR);
	if (remote->area.memory < 0 && process_is_fault(errno))
		return OBSTACLE_FAILED;
	if (remote->area.memory < 0 || status->seccomp <= 0 ||
	    !tracee_attach(&remote->tracee, rescue->thread, SUSPEND_FILTERS)) {
		obstacle = remote->area.memory < 0 ? OBSTACLE_NONE : obstacle_filters(status);
		if (obstacle == OBSTACLE_STRICT || (obstacle && !rescue->force))
			return obstacle;
		if (!tracee_attach(&remote->tracee, rescue->thread, 0))
			return obstacle_refusal(rescue->pid, status, errno);
	}
	/* as long as a process is traced, no other one gets its number */
	obstacle = check_identity(rescue);
	reason = errno;
	if (obstacle) /* then it may be another process, and waiting in another call */
		waiting_look(waiting, rescue->thread);
	if (tracee_hold(&remote->tracee)) {
		if (obstacle)
			takeover_abandon(remote, waiting);
	} else if (!obstacle) {
		obstacle = errno == ETIMEDOUT ? OBSTACLE_BUSY : OBSTACLE_ENDED;
	}
	errno = reason;
	return obstacle;
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
	bool read = proc_status_read(now.thread, &now.status) && now.status.memory >= 0 &&
		    slots_look(&now.slots, now.files, now.thread);

	if (!read && process_is_fault(errno))
		return OBSTACLE_UNVERIFIED;
	plan_changes(&now);
	if (!read || !rescue_is_needed(&now))
		return OBSTACLE_NONE;
	/* it may have been ending during the check */
	if (!proc_status_read(now.thread, &now.status) || now.status.memory < 0 ||
	    check_identity(&now) == OBSTACLE_ENDED)
		return OBSTACLE_NONE;
	return OBSTACLE_UNCHANGED;
}

enum obstacle rescue_change(struct rescue *rescue, int input, int output)
{
	static struct remote remote; /* too large for a small stack */
	struct waiting waiting;
	struct mask before;
	enum obstacle obstacle;
	int reason;

	memset(&remote, 0, sizeof(remote));
	remote.area.memory = -1;
	tracee_prepare(&before);
	obstacle = attach(rescue, &remote, &waiting);
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
	if (rescue->files >= 0 && rescue->files != rescue->pidfd)
		close(rescue->files);
	if (rescue->pidfd >= 0)
		close(rescue->pidfd);
}
