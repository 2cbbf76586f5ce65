/* handle - processes as PID or PID:INODE */
#include "support.h"
#include "target/handle.h"

static void valid(void **state)
{
	static const struct {
		const char *text;
		pid_t pid;
		unsigned long long inode;
	} every[] = {
		{ "1", 1, 0 },
		{ "2147483647", 2147483647, 0 },
		{ "7:1", 7, 1 },
		{ "00000000000000000007:12345", 7, 12345 },
		{ "4194304:9223372036854775807", 4194304, 9223372036854775807 },
	};
	struct handle handle;

	(void)state;
	for (size_t i = 0; i < sizeof(every) / sizeof(*every); i++) {
		assert_true(handle_parse(every[i].text, &handle));
		assert_int_equal(handle.pid, every[i].pid);
		assert_int_equal(handle.inode, every[i].inode);
	}
}

/* What is rejected leaves the handle alone, so that half of one is never used. */
static void invalid(void **state)
{
	static const char *const every[] = {
		"", ":", "0", "-1", " 1", "1 ", "x", "1x", "0x1", "2147483648",
		"18446744073709551617", "000000000000000000001", "1:", ":1", "1:0", "1:-1", "1:x",
		"1:2:3", "1:2x", "1: 2", "1:9223372036854775808", "1:18446744073709551617", NULL,
	};
	struct handle handle = { 7, 8 };

	(void)state;
	for (int i = 0; every[i]; i++) {
		if (handle_parse(every[i], &handle))
			fail_test(formatted("accepts \"%s\"", every[i]));
		assert_int_equal(handle.pid, 7);
		assert_int_equal(handle.inode, 8);
	}
}

static void found(void **state)
{
	struct handle handles[] = { { 5, 50 }, { 7, 70 }, { 7, 71 } };
	struct text text = { .bytes = (char *)handles };

	(void)state;
	assert_null(handle_find(&text, 5));
	text.length = sizeof(handles);
	assert_ptr_equal(handle_find(&text, 5), &handles[0]);
	assert_ptr_equal(handle_find(&text, 7), &handles[1]);
	assert_null(handle_find(&text, 6));
	text.length = sizeof(*handles);
	assert_null(handle_find(&text, 7));
}

static const struct CMUnitTest tests[] = {
	{ .name = "accepts PID and PID:INODE", .test_func = valid },
	{ .name = "rejects anything else", .test_func = invalid },
	{ .name = "finds the first handle of a process", .test_func = found },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("handle", tests);
}
