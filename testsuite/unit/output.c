/* output - buffered output and write_all */
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "support.h"
#include "text/output.h"

/* What the writes of a test did. Each takes at most chunk bytes, or fails. */
static struct {
	char text[4096];
	size_t used;
	size_t chunk;
	int calls;
	int polls;
	int descriptor;
	int (*failing)(int call); /* the errno that this call fails with, or 0 */
} fake;

static ssize_t fake_write(int descriptor, const void *bytes, size_t count)
{
	int reason = fake.failing ? fake.failing(fake.calls) : 0;

	fake.calls++;
	fake.descriptor = descriptor;
	if (reason) {
		errno = reason;
		return -1;
	}
	if (count > fake.chunk)
		count = fake.chunk;
	assert_true(fake.used + count <= sizeof(fake.text));
	memcpy(fake.text + fake.used, bytes, count);
	fake.used += count;
	return count;
}

static int fake_poll(struct pollfd *list, nfds_t count, int timeout)
{
	assert_int_equal(count, 1);
	assert_int_equal(list->events, POLLOUT);
	assert_int_equal(list->fd, 7);
	assert_int_equal(timeout, -1);
	fake.polls++;
	errno = EINTR; /* must not become the reason */
	return -1;
}

static void fake_calls(size_t chunk, int (*failing)(int call))
{
	memset(&fake, 0, sizeof(fake));
	fake.chunk = chunk;
	fake.failing = failing;
	on_write = fake_write;
	on_poll = fake_poll;
}

static int interrupted_often(int call)
{
	return call % 10 == 9 ? 0 : EINTR;
}

static int always_interrupted(int call)
{
	(void)call;
	return EINTR;
}

static int always_full(int call)
{
	(void)call;
	return EAGAIN;
}

static int full_at_first(int call)
{
	return call < 3 ? EAGAIN : 0;
}

static int no_space_later(int call)
{
	return call < 2 ? 0 : ENOSPC;
}

static int no_space_once(int call)
{
	return call == 0 ? ENOSPC : 0;
}

static void partial_writes(void **state)
{
	(void)state;
	fake_calls(3, NULL);
	assert_true(write_all(7, "0123456789", 10, -1));
	assert_int_equal(fake.calls, 4);
	assert_int_equal(fake.descriptor, 7);
	assert_memory_equal(fake.text, "0123456789", 10);
	fake_calls(3, NULL);
	assert_true(write_all(7, "", 0, -1));
	assert_int_equal(fake.calls, 0);
}

static void retries(void **state)
{
	char many[400];

	(void)state;
	fake_calls(10, full_at_first);
	assert_true(write_all(7, "0123456789", 10, -1));
	assert_int_equal(fake.polls, 3);
	/* 9 of 10 calls are interrupted, and yet all is written in the end, since it goes on */
	memset(many, 'x', sizeof(many));
	fake_calls(1, interrupted_often);
	assert_true(write_all(7, many, sizeof(many), -1));
	assert_int_equal(fake.used, sizeof(many));
	assert_int_equal(fake.polls, 0);
}

static void gives_up(void **state)
{
	(void)state;
	fake_calls(10, always_interrupted);
	assert_false(write_all(7, "x", 1, -1));
	assert_int_equal(errno, EINTR);
	assert_in_range(fake.calls, 10, 1000);
	fake_calls(10, always_full);
	assert_false(write_all(7, "x", 1, -1));
	assert_int_equal(errno, EAGAIN);
	assert_in_range(fake.calls, 10, 1000);
	assert_in_range(fake.polls, 10, 1000);
	fake_calls(3, no_space_later);
	assert_false(write_all(7, "0123456789", 10, -1));
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(fake.calls, 3);
	fake_calls(0, NULL); /* writes nothing and says that it worked */
	assert_false(write_all(7, "x", 1, -1));
	assert_int_equal(errno, EIO);
	assert_int_equal(fake.calls, 1);
}

static void full_pipe(void **state)
{
	char bytes[4096] = { 0 };
	int ends[2], written = 0;
	pid_t reader;

	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
	while (write(ends[1], bytes, sizeof(bytes)) > 0)
		written++;
	reader = fork();
	if (reader == 0) {
		fcntl(ends[0], F_SETFL, 0);
		close(ends[1]);
		while (read(ends[0], bytes, sizeof(bytes)) > 0)
			;
		_exit(0);
	}
	assert_true(reader > 0 && written > 0);
	for (int i = 0; i < 64; i++)
		assert_true(write_all(ends[1], bytes, sizeof(bytes), -1));
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(reader, NULL, 0), reader);
}

static void buffers(void **state)
{
	struct output output;
	char buffer[4];

	(void)state;
	fake_calls(100, NULL);
	output_start(&output, 7, buffer, sizeof(buffer));
	output_text(&output, "abc");
	output_text(&output, "");
	output_bytes(&output, "xyz", 0);
	assert_int_equal(fake.calls, 0);
	output_char(&output, 'd'); /* full */
	assert_int_equal(fake.calls, 1);
	output_bytes(&output, "e\0fghij", 7);
	assert_int_equal(fake.calls, 2);
	assert_true(output_flush(&output));
	assert_int_equal(fake.calls, 3);
	assert_true(output_flush(&output));
	assert_int_equal(fake.calls, 3); /* nothing to write */
	assert_int_equal(fake.used, 11);
	assert_memory_equal(fake.text, "abcde\0fghij", 11);
}

static void every_size(void **state)
{
	static const char text[] = "The quick brown fox jumps over the lazy dog";

	(void)state;
	for (size_t size = 1; size < sizeof(text) + 3; size++) {
		struct output output;
		char buffer[64];

		fake_calls(5, NULL);
		output_start(&output, 7, buffer, size);
		output_text(&output, text);
		assert_true(output_flush(&output));
		assert_int_equal(fake.used, sizeof(text) - 1);
		assert_memory_equal(fake.text, text, sizeof(text) - 1);
	}
}

static void keeps_error(void **state)
{
	struct output output;
	char buffer[2];

	(void)state;
	fake_calls(100, no_space_once);
	output_start(&output, 7, buffer, sizeof(buffer));
	output_text(&output, "abcdefg");
	assert_int_equal(fake.calls, 1); /* after the first failure there is no second try */
	assert_int_equal(output.error, ENOSPC);
	errno = 0;
	assert_false(output_flush(&output));
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(fake.calls, 1);
}

static int finish_to_full(void *data)
{
	struct output output;
	char buffer[64];

	unit_applet.write_failure = *(int *)data;
	output_start(&output, open("/dev/full", O_WRONLY), buffer, sizeof(buffer));
	output_text(&output, "x");
	return output_finish(&output);
}

static int finish_to_closed(void *data)
{
	struct output output;
	char buffer[64];

	(void)data;
	close(1);
	output_start(&output, 1, buffer, sizeof(buffer));
	output_text(&output, "x");
	return output_finish(&output);
}

static int finish_well(void *data)
{
	struct output output;
	char buffer[64];

	(void)data;
	output_start(&output, 1, buffer, sizeof(buffer));
	output_text(&output, "x");
	return output_finish(&output);
}

static void finish(void **state)
{
	struct outcome outcome;
	int failure = 0;

	(void)state;
	in_child(finish_well, NULL, &outcome);
	assert_int_equal(outcome.status, 0);
	assert_string_equal(outcome.out, "x");
	assert_string_equal(outcome.err, "");
	in_child(finish_to_full, &failure, &outcome);
	assert_int_equal(outcome.status, 99);
	assert_string_equal(outcome.err, "unit: write error: No space left on device\n");
	failure = 3;
	in_child(finish_to_full, &failure, &outcome);
	assert_int_equal(outcome.status, 3);
	in_child(finish_to_closed, NULL, &outcome);
	assert_int_equal(outcome.status, 99);
	assert_string_equal(outcome.err, "unit: write error: Bad file descriptor\n");
}

static const struct CMUnitTest tests[] = {
	{ .name = "goes on after a partial write", .test_func = partial_writes },
	{ .name = "writes on while writes are only put off", .test_func = retries },
	{ .name = "gives up on a fault that stays", .test_func = gives_up },
	{ .name = "waits for a full non-blocking pipe", .test_func = full_pipe },
	{ .name = "writes a full buffer, and the rest when flushed", .test_func = buffers },
	{ .name = "writes the same through a buffer of any size", .test_func = every_size },
	{ .name = "keeps the first error until the flush", .test_func = keeps_error },
	{ .name = "reports a write error with the applet's status", .test_func = finish },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("output", tests);
}
