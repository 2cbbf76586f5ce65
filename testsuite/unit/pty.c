/* pty - a terminal for a command */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch/pty.h"
#include "support.h"

static void opens_a_pair(void **state)
{
	struct pty pty;
	struct winsize size;
	char byte;

	(void)state;
	assert_true(pty_open(&pty));
	assert_true(isatty(pty.slave));
	assert_true(pty.master > 2 && pty.slave > 2);
	assert_int_equal(fcntl(pty.master, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(pty.slave, F_GETFD), FD_CLOEXEC);
	assert_int_equal(read(pty.master, &byte, 1), -1);
	assert_int_equal(errno, EAGAIN);
	pty_resize(&pty, 5, 33);
	assert_int_equal(ioctl(pty.slave, TIOCGWINSZ, &size), 0);
	assert_int_equal(size.ws_row, 5);
	assert_int_equal(size.ws_col, 33);
	pty_close(&pty);
	assert_int_equal(pty.master, -1);
	assert_int_equal(pty.slave, -1);
}

static void is_the_terminal_of_a_child(void **state)
{
	struct pty pty;
	char text[16] = "";
	int status;
	pid_t child;

	(void)state;
	assert_true(pty_open(&pty));
	child = fork();
	if (child == 0) {
		if (!pty_enter(&pty) || getsid(0) != getpid() || tcgetpgrp(0) != getpid())
			_exit(1);
		_exit(write(2, "here", 4) != 4);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(read(pty.master, text, sizeof(text) - 1), 4);
	assert_string_equal(text, "here");
	pty_close(&pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_a_pair),
		cmocka_unit_test(is_the_terminal_of_a_child),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
