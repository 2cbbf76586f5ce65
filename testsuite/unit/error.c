/* error - messages on standard error */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "support.h"
#include "text/error.h"

static char written[8192];
static size_t used;
static int writes, target;

static ssize_t record_write(int descriptor, const void *bytes, size_t count)
{
	writes++;
	target = descriptor;
	memcpy(written + used, bytes, count);
	used += count;
	written[used] = '\0';
	errno = 0; /* whatever write does to it, error keeps the caller's */
	return count;
}

static ssize_t fail_write(int descriptor, const void *bytes, size_t count)
{
	(void)descriptor;
	(void)bytes;
	(void)count;
	errno = EIO;
	return -1;
}

static void start_recording(void)
{
	on_write = record_write;
	used = 0;
	writes = 0;
}

static void one_line(void **state)
{
	(void)state;
	start_recording();
	errno = ENOENT;
	assert_true(error("cannot open %pq: %m", "x y"));
	assert_int_equal(errno, ENOENT);
	assert_string_equal(written, "unit: cannot open 'x y': No such file or directory\n");
	assert_int_equal(writes, 1);
	assert_int_equal(target, 2);
	error_name = "./a/unit"; /* as it was called, path and all */
	start_recording();
	assert_true(error("%s", "text"));
	assert_string_equal(written, "./a/unit: text\n");
	assert_int_equal(writes, 1);
}

static void long_line(void **state)
{
	char name[5001];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[5000] = '\0';
	start_recording();
	errno = EACCES;
	assert_true(error("%pq: %m", name));
	assert_int_equal(used, strlen("unit: '': Permission denied\n") + 5000);
	assert_string_equal(written + used - 22, "n': Permission denied\n");
	assert_int_equal(errno, EACCES);
	/* what fits in a page goes out in one piece */
	name[4000] = '\0';
	start_recording();
	assert_true(error("%pq", name));
	assert_int_equal(writes, 1);
}

static void unwritable(void **state)
{
	(void)state;
	on_write = fail_write;
	errno = ENOENT;
	assert_false(error("text"));
	assert_int_equal(errno, ENOENT);
}

static void other_descriptor(void **state)
{
	(void)state;
	start_recording();
	error_descriptor = 12;
	assert_true(error("text"));
	assert_int_equal(target, 12);
}

static int child_fails(void *data)
{
	(void)data;
	errno = ENOSPC;
	fail(7, "%s %d: %m", "disk", 3);
}

static int child_uses_wrongly(void *data)
{
	if (data)
		error_name = data;
	usage_error("missing operand after %pq", "it's");
}

static void exits(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(child_fails, NULL, &outcome);
	assert_int_equal(outcome.status, 7);
	assert_string_equal(outcome.out, "");
	assert_string_equal(outcome.err, "unit: disk 3: No space left on device\n");
}

static void usage(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(child_uses_wrongly, NULL, &outcome);
	assert_int_equal(outcome.status, 99);
	assert_string_equal(outcome.out, "");
	assert_string_equal(outcome.err, "unit: missing operand after \"it's\"\n"
					 "Try 'unit --help' for more information.\n");
	in_child(child_uses_wrongly, "/bin/unit", &outcome);
	assert_string_equal(outcome.err, "/bin/unit: missing operand after \"it's\"\n"
					 "Try '/bin/unit --help' for more information.\n");
}

static void status(void **state)
{
	struct outcome outcome;

	(void)state;
	unit_applet.failure = 125;
	assert_int_equal(failure_status(), 125);
	setenv("POSIXLY_CORRECT", "", 1);
	assert_int_equal(failure_status(), 125);
	unit_applet.posix_failure = 127;
	assert_int_equal(failure_status(), 127);
	in_child(child_uses_wrongly, NULL, &outcome);
	assert_int_equal(outcome.status, 127);
	unsetenv("POSIXLY_CORRECT");
	assert_int_equal(failure_status(), 125);
}

static int child_closed(void *data)
{
	(void)data;
	close(2);
	return error("text") ? 1 : 5;
}

static void closed(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(child_closed, NULL, &outcome);
	assert_int_equal(outcome.status, 5);
}

static int polls, waited;

static ssize_t write_to_full(int descriptor, const void *bytes, size_t count)
{
	(void)descriptor;
	(void)bytes;
	(void)count;
	errno = EAGAIN;
	return -1;
}

static int poll_in_vain(struct pollfd *list, nfds_t count, int timeout)
{
	(void)list;
	(void)count;
	polls++;
	waited += timeout;
	return 0;
}

static int child_full(void *data)
{
	(void)data;
	on_write = write_to_full;
	on_poll = poll_in_vain;
	for (int i = 0; i < 1000; i++) {
		if (error("text"))
			return 1;
	}
	return polls <= 1000 && waited == 100 ? 5 : 2;
}

static void full(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(child_full, NULL, &outcome);
	assert_int_equal(outcome.status, 5);
}

static const struct CMUnitTest tests[] = {
	{ .name = "writes a line at once and keeps errno", .test_func = one_line },
	{ .name = "cuts no line, however long", .test_func = long_line },
	{ .name = "tells that the message was not written", .test_func = unwritable },
	{ .name = "does so with standard error closed too", .test_func = closed },
	{ .name = "waits a tenth of a second in all for a pipe that is full", .test_func = full },
	{ .name = "writes to the saved copy of standard error", .test_func = other_descriptor },
	{ .name = "exits with the status it is given", .test_func = exits },
	{ .name = "adds the hint to try --help to a usage error", .test_func = usage },
	{ .name = "has another status where POSIXLY_CORRECT says so", .test_func = status },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("error", tests);
}
