/* outcome.c - how a process that is no child of ours has ended. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc/process.h"
#include "outcome.h"

/*
 * linux/pidfd.h has struct pidfd_info from Linux 6.13 on; in its first form, which all kernels
 * take, it has 64 bytes: first a mask of what is asked for and told, last the exit code.
 */
enum { INFO_MASK = 0, INFO_EXIT_CODE = 15, INFO_WORDS = 16, INFO_EXIT = 1 << 3 };

struct info {
	uint32_t words[INFO_WORDS];
} __attribute__((aligned(8)));

static const unsigned long GET_INFO = _IOWR(0xff, 11, struct info);

/* What the descriptor itself tells once the process has been reaped. */
static bool ask(int pidfd, int *status)
{
	struct info info = { { 0 } };
	uint64_t mask = INFO_EXIT;

	memcpy(info.words + INFO_MASK, &mask, sizeof(mask));
	if (ioctl(pidfd, (int)GET_INFO, &info))
		return false;
	memcpy(&mask, info.words + INFO_MASK, sizeof(mask));
	*status = (int)info.words[INFO_EXIT_CODE];
	return mask & INFO_EXIT;
}

/* What /proc tells of a zombie, to its own user and to root; to others it says 0. */
static bool look(const struct target *target, int *status)
{
	int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char buffer[2048];
	struct process process = {
		.from = proc,
		.id = target->pid,
		.stat = { .bytes = buffer, .size = sizeof(buffer) },
	};
	bool told = false;
	uid_t owner;

	if (process_enter(&process) && process_owner(&process, &owner) &&
	    (geteuid() == 0 || owner == geteuid()) && process_stat(&process) &&
	    process.fields[STAT_STATE] == 'Z') {
		*status = (int)process.fields[STAT_EXIT_CODE];
		/* it is the one as long as that has not been reaped */
		told = syscall(SYS_pidfd_send_signal, target->pidfd, 0, NULL, 0) == 0;
	}
	process_leave(&process);
	if (proc >= 0)
		close(proc);
	return told;
}

bool target_outcome(const struct target *target, int *status)
{
	struct pollfd end = { .fd = target->pidfd, .events = POLLIN };

	while (poll(&end, 1, -1) < 0) {
		if (errno != EINTR)
			return false;
	}
	if (ask(target->pidfd, status) || look(target, status))
		return true;
	/* until it is reaped, which is no event of its own before Linux 6.9 */
	end.events = 0;
	while (!(end.revents & POLLHUP)) {
		if (poll(&end, 1, 100) < 0 && errno != EINTR)
			return false;
		if (syscall(SYS_pidfd_send_signal, target->pidfd, 0, NULL, 0) && errno == ESRCH)
			break;
	}
	if (ask(target->pidfd, status))
		return true;
	errno = ENOTSUP;
	return false;
}
