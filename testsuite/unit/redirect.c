/* redirect - the standard descriptors */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "support.h"

static int calls, interruptions, failure, last_flags;

static int interrupted_open(const char *path, int flags, mode_t mode)
{
	calls++;
	last_flags = flags;
	if (calls <= interruptions) {
		errno = failure;
		return -1;
	}
	return openat(AT_FDCWD, path, flags, mode);
}

static int busy_dup2(int from, int to)
{
	calls++;
	if (calls <= interruptions) {
		errno = failure;
		return -1;
	}
	return dup3(from, to, 0);
}

static void interrupt(int times, int reason)
{
	calls = 0;
	interruptions = times;
	failure = reason;
	on_open = interrupted_open;
	on_dup2 = busy_dup2;
}

static int hung_up(int descriptor)
{
	(void)descriptor;
	errno = EIO;
	return -1;
}

static void looks(void **state)
{
	bool stops = true;
	int ends[2], file = open("/dev/null", O_RDONLY);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(slot_look(file, NULL), SLOT_FILE);
	assert_int_equal(slot_look(ends[0], &stops), SLOT_FILE);
	assert_int_equal(slot_look(ends[1], &stops), SLOT_FILE);
	close(ends[0]);
	close(ends[1]);
	close(file);
	assert_int_equal(slot_look(file, &stops), SLOT_CLOSED);
	assert_int_equal(slot_look(-1, NULL), SLOT_CLOSED);
	on_tcgetattr = hung_up;
	assert_int_equal(slot_look(0, NULL), SLOT_HUNG_UP);
}

static void terminals(void **state)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave;
	struct termios terminal;
	bool stops = true;

	(void)state;
	if (master < 0 || grantpt(master) || unlockpt(master))
		give_up("pseudo-terminal");
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_int_equal(slot_look(slave, NULL), SLOT_TERMINAL);
	assert_int_equal(slot_look(slave, &stops), SLOT_TERMINAL);
	assert_false(stops);
	assert_int_equal(tcgetattr(slave, &terminal), 0);
	terminal.c_lflag |= TOSTOP;
	assert_int_equal(tcsetattr(slave, TCSANOW, &terminal), 0);
	assert_int_equal(slot_look(slave, &stops), SLOT_TERMINAL);
	assert_true(stops);
	close(master);
	assert_int_equal(slot_look(slave, NULL), SLOT_HUNG_UP);
	close(slave);
}

static void opens(void **state)
{
	int descriptor;

	(void)state;
	interrupt(5, EINTR);
	descriptor = open_retry("/dev/null", O_RDONLY, 0);
	assert_true(descriptor >= 0);
	assert_int_equal(calls, 6);
	assert_int_equal(last_flags, O_RDONLY);
	close(descriptor);
	interrupt(1000000, EINTR);
	assert_int_equal(open_retry("/dev/null", O_RDONLY, 0), -1);
	assert_int_equal(errno, EINTR);
	assert_in_range(calls, 10, 1000);
	interrupt(1, EACCES);
	assert_int_equal(open_retry("/dev/null", O_RDONLY, 0), -1);
	assert_int_equal(errno, EACCES);
	assert_int_equal(calls, 1);
}

static int close_on_exec(int descriptor)
{
	return fcntl(descriptor, F_GETFD) & FD_CLOEXEC;
}

/* The exit status names the line that did not hold. */
static int above(void *data)
{
	struct stat status;
	int first, second;

	(void)data;
	umask(0);
	for (int descriptor = 0; descriptor < 10; descriptor++)
		close(descriptor);
	first = open_above("/dev/null", O_RDONLY, 0);
	if (first < 3 || !close_on_exec(first))
		return __LINE__ % 200;
	if (fcntl(0, F_GETFD) != -1 || fcntl(1, F_GETFD) != -1 || fcntl(2, F_GETFD) != -1)
		return __LINE__ % 200;
	second = copy_above(first);
	if (second < 3 || second == first || !close_on_exec(second) || fcntl(0, F_GETFD) != -1)
		return __LINE__ % 200;
	open("/dev/null", O_RDWR);
	open("/dev/null", O_RDWR);
	open("/dev/null", O_RDWR);
	first = open_above("new", O_WRONLY | O_CREAT | O_EXCL, 0640);
	if (first < 3 || !close_on_exec(first) || fstat(first, &status))
		return __LINE__ % 200;
	if ((status.st_mode & 07777) != 0640)
		return __LINE__ % 200;
	return 0;
}

static int no_room_above(void *data)
{
	const struct rlimit three = { 3, 3 };

	(void)data;
	close(0);
	if (setrlimit(RLIMIT_NOFILE, &three))
		return 1;
	if (open_above("/dev/null", O_RDONLY, 0) != -1 || errno != EINVAL)
		return 2;
	if (fcntl(0, F_GETFD) != -1) /* left closed then, too */
		return 3;
	return copy_above(1) == -1 && errno == EINVAL ? 0 : 4;
}

static void opens_above(void **state)
{
	struct outcome outcome;

	(void)state;
	if (chdir(scratch()))
		give_up(scratch());
	in_child(above, NULL, &outcome);
	assert_int_equal(outcome.status, 0);
	in_child(no_room_above, NULL, &outcome);
	assert_int_equal(outcome.status, 0);
	assert_int_equal(open_above("missing", O_RDONLY, 0), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(copy_above(-1), -1);
	assert_int_equal(errno, EBADF);
	interrupt(5, EINTR);
	assert_true(open_above("/dev/null", O_RDONLY, 0) >= 3);
	assert_int_equal(calls, 6);
	assert_true(last_flags & O_CLOEXEC);
}

static void redirects(void **state)
{
	int file = open("/dev/null", O_RDONLY), to = 50;

	(void)state;
	interrupt(6, EINTR);
	assert_true(redirect(file, to));
	assert_int_equal(calls, 7);
	assert_true(fcntl(to, F_GETFD) == 0); /* for the command: not closed on exec */
	close(to);
	interrupt(1000000, EINTR);
	assert_false(redirect(file, to));
	assert_in_range(calls, 10, 1000);
	interrupt(1, EMFILE);
	assert_false(redirect(file, to));
	assert_int_equal(errno, EMFILE);
	assert_int_equal(calls, 1);
	close(file);
	on_dup2 = NULL;
	assert_false(redirect(file, to));
	assert_int_equal(errno, EBADF);
}

static const struct CMUnitTest tests[] = {
	{ .name = "tells files, pipes and closed slots apart", .test_func = looks },
	{ .name = "knows a terminal, a stopping one and one that has hung up",
	  .test_func = terminals },
	{ .name = "opens again when interrupted, but not for ever", .test_func = opens },
	{ .name = "never opens onto 0, 1 or 2", .test_func = opens_above },
	{ .name = "redirects again when interrupted, but not for ever",
	  .test_func = redirects },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("redirect", tests);
}
