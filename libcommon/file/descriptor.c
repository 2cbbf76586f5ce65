/* descriptor.c - opening files clear of the standard descriptors, and redirecting those. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "text/retry.h"

enum {
	FIRST_FREE = 3,
	LOCK_TRIES = 100,
	LOCK_PAUSE = 10, /* milliseconds between them */
};

enum slot slot_look(int descriptor, bool *stops_writers)
{
	struct termios terminal;

	/* isatty(3) would hide the hung-up terminal: musl turns its EIO into ENOTTY. */
	if (tcgetattr(descriptor, &terminal) == 0) {
		if (stops_writers)
			*stops_writers = terminal.c_lflag & TOSTOP;
		return SLOT_TERMINAL;
	}
	if (errno == EIO)
		return SLOT_HUNG_UP;
	return errno == EBADF ? SLOT_CLOSED : SLOT_FILE;
}

int file_open(int directory, const char *path, int flags, mode_t mode)
{
	return (int)syscall(SYS_openat, directory, path, flags | O_LARGEFILE, mode);
}

ssize_t link_read(int directory, const char *path, char *target, size_t size)
{
	ssize_t length = syscall(SYS_readlinkat, directory, path, target, size - 1);

	if (length >= 0)
		target[length] = '\0';
	return length;
}

int open_retry(const char *path, int flags, mode_t mode)
{
	int descriptor, left = RETRIES;

	do
		descriptor = open(path, flags, mode);
	while (descriptor < 0 && retry_interrupted(&left));
	return descriptor;
}

int descriptor_control(int descriptor, int command, long argument)
{
	return syscall(CALL_FCNTL, descriptor, command, argument);
}

int descriptor_enter(int directory)
{
	return syscall(SYS_fchdir, directory);
}

int descriptor_set_mode(int descriptor, mode_t mode)
{
	return syscall(SYS_fchmod, descriptor, mode);
}

bool pipe_open(int ends[2])
{
	return syscall(SYS_pipe2, ends, O_CLOEXEC) == 0;
}

int copy_above(int descriptor)
{
	return descriptor_control(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
}

void close_others_on_exec(void)
{
	enum { ON_EXEC = 1 << 2, LAST = 65535 };

	if (syscall(SYS_close_range, FIRST_FREE, ~0U, ON_EXEC) == 0)
		return;
	for (int i = FIRST_FREE; i <= LAST; i++)
		descriptor_control(i, F_SETFD, FD_CLOEXEC);
}

void close_keeping_errno(int descriptor)
{
	int reason = errno;

	if (descriptor >= 0)
		close(descriptor);
	errno = reason;
}

int move_above(int descriptor)
{
	int low = descriptor;

	if (low < 0 || low >= FIRST_FREE)
		return low;
	descriptor = copy_above(low);
	close_keeping_errno(low);
	return descriptor;
}

int open_above(const char *path, int flags, mode_t mode)
{
	return move_above(open_retry(path, flags | O_CLOEXEC, mode));
}

bool lock_soon(int descriptor)
{
	int left = LOCK_TRIES;

	while (flock(descriptor, LOCK_EX | LOCK_NB)) {
		if ((errno != EWOULDBLOCK && errno != EINTR) || !left--)
			return false;
		poll(NULL, 0, LOCK_PAUSE);
	}
	return true;
}

bool redirect(int from, int to)
{
	int result, left = RETRIES;

	do
		result = dup2(from, to);
	while (result < 0 && retry_interrupted(&left));
	return result >= 0;
}
