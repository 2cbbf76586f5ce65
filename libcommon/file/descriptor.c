/* descriptor.c - opening files clear of the standard descriptors, and redirecting those. */
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "text/retry.h"

enum { FIRST_FREE = 3 };

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

int open_retry(const char *path, int flags, mode_t mode)
{
	int descriptor, left = RETRIES;

	do
		descriptor = open(path, flags, mode);
	while (descriptor < 0 && retry_interrupted(&left));
	return descriptor;
}

int copy_above(int descriptor)
{
	/* not musl's fcntl(3), which makes two calls of it for the sake of Linux before 2.6.24 */
	return syscall(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
}

int open_above(const char *path, int flags, mode_t mode)
{
	int low = open_retry(path, flags | O_CLOEXEC, mode);
	int descriptor, reason;

	if (low < 0 || low >= FIRST_FREE)
		return low;
	descriptor = copy_above(low);
	reason = errno;
	close(low);
	errno = reason;
	return descriptor;
}

bool redirect(int from, int to)
{
	int result, left = RETRIES;

	do
		result = dup2(from, to);
	while (result < 0 && retry_interrupted(&left));
	return result >= 0;
}
