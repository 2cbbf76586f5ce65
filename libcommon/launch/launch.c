/* launch.c - learning from a child that runs on by itself whether it became the command.
 *
 * Through a pipe, and not through memory shared until then: on some systems vfork is a fork (qemu's
 * user mode, valgrind).
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "launch/launch.h"
#include "text/error.h"
#include "text/retry.h"

/* Moves the end of a pipe above the standard descriptors, which belong to the command. */
static int lift(int descriptor)
{
	int lifted = descriptor < 3 ? copy_above(descriptor) : descriptor;

	if (lifted != descriptor)
		close(descriptor);
	return lifted;
}

bool launch_open(struct launch *launch)
{
	int ends[2], reason;

	if (pipe2(ends, O_CLOEXEC))
		return false;
	launch->heard = lift(ends[0]);
	reason = errno;
	launch->said = lift(ends[1]);
	if (launch->heard >= 0 && launch->said >= 0)
		return true;
	reason = launch->heard < 0 ? reason : errno;
	close(launch->heard);
	close(launch->said);
	errno = reason;
	return false;
}

/* The child has both ends, so the write neither raises SIGPIPE nor blocks if the parent is gone. */
void launch_say(const struct launch *launch, int status)
{
	unsigned char byte = (unsigned char)status;
	int left = RETRIES;

	while (write(launch->said, &byte, 1) < 0 && retry_interrupted(&left))
		;
}

int launch_hear(const struct launch *launch)
{
	unsigned char byte = 0;
	int left = RETRIES;
	ssize_t got;

	close(launch->said);
	do
		got = read(launch->heard, &byte, 1);
	while (got > 0 || (got < 0 && retry_interrupted(&left)));
	if (got < 0)
		fail(failure_status(), "cannot read from a pipe: %m");
	close(launch->heard);
	return byte;
}
