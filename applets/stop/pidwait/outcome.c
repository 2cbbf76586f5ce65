/* outcome.c - the exit status of a process that is not a child of ours. */
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
#include "text/retry.h"

/*
 * linux/pidfd.h has struct pidfd_info since Linux 6.13. In its first version, which all kernels
 * accept, it has 64 bytes: first a mask of what is requested and returned, last the exit code.
 */
enum { INFO_MASK = 0, INFO_EXIT_CODE = 15, INFO_WORDS = 16, INFO_EXIT = 1 << 3 };

struct info {
	uint32_t words[INFO_WORDS];
} __attribute__((aligned(8)));

static const unsigned long GET_INFO = _IOWR(0xff, 11, struct info);

/* Gets the status from the descriptor, which has it once the process has been reaped. */
static bool query_pidfd(int pidfd, int *status)
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

/*
 * Reads the status of a zombie from /proc, where only its own user and root see it; others see 0.
 */
static bool read_zombie(const struct target *target, int *status)
{
	int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char buffer[2048];
	struct process process = {
		.from = proc,
		.id = target->pid,
		.stat = { .bytes = buffer, .size = sizeof(buffer) },
	};
	bool found = false;
	uid_t owner;

	if (process_enter(&process) && process_owner(&process, &owner) &&
	    (geteuid() == 0 || owner == geteuid()) && process_stat(&process) &&
	    process.fields[STAT_STATE] == 'Z') {
		*status = (int)process.fields[STAT_EXIT_CODE];
		/* the stat was the target's if that has not been reaped yet */
		found = syscall(SYS_pidfd_send_signal, target->pidfd, 0, NULL, 0) == 0;
	}
	process_leave(&process);
	if (proc >= 0)
		close(proc);
	return found;
}

/* Waits for an event of the descriptor, milliseconds at most, or forever (-1). */
static bool wait_event(struct pollfd *polled, int milliseconds)
{
	int retries = RETRIES, found;

	do
		found = poll(polled, 1, milliseconds);
	while (found < 0 && retry_interrupted(&retries));
	return found >= 0;
}

bool target_outcome(const struct target *target, int *status)
{
	struct pollfd end = { .fd = target->pidfd, .events = POLLIN };

	if (!wait_event(&end, -1))
		return false;
	if (query_pidfd(target->pidfd, status) || read_zombie(target, status))
		return true;
	/* wait until it is reaped, which is not an event of its own before Linux 6.9 */
	end.events = 0;
	while (!(end.revents & POLLHUP)) {
		if (!wait_event(&end, 100))
			return false;
		if (syscall(SYS_pidfd_send_signal, target->pidfd, 0, NULL, 0) && errno == ESRCH)
			break;
	}
	if (query_pidfd(target->pidfd, status))
		return true;
	errno = ENOTSUP;
	return false;
}
