/* launch.c - learning from a child that runs on by itself whether it became the command.
 *
 * Through a pipe, and not through memory shared until then: on some systems vfork is a fork (qemu's
 * user mode, valgrind).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "launch/launch.h"
#include "text/retry.h"

void launch_close(const struct launch *launch)
{
	close_keeping_errno(launch->heard);
	close_keeping_errno(launch->said);
}

bool launch_open(struct launch *launch)
{
	int ends[2];

	if (!pipe_open(ends))
		return false;
	launch->said = move_above(ends[1]);
	launch->heard = move_above(ends[0]);
	if (launch->heard >= 0 && launch->said >= 0)
		return true;
	launch_close(launch);
	return false;
}

pid_t launch_fork(void)
{
	return (pid_t)syscall(CALL_FORK, SIGCHLD, 0, 0, 0, 0);
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
		applet_fail("cannot read from a pipe: %m");
	close(launch->heard);
	return byte;
}
