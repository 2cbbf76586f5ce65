/* format - the small formatter */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support.h"
#include "text/format.h"

static void texts(void **state)
{
	static const char unterminated[3] = { 'a', 'b', 'c' };

	(void)state;
	assert_string_equal(formatted("%s", ""), "");
	assert_string_equal(formatted("<%s|%s>", "one", "two"), "<one|two>");
	assert_string_equal(formatted("%c%c", 'x', '%'), "x%");
	assert_string_equal(formatted("100%%"), "100%");
	assert_string_equal(formatted("%.*s|", 2, "abc"), "ab|");
	assert_string_equal(formatted("%.*s|", 0, "abc"), "|");
	assert_string_equal(formatted("%.*s|", 9, "abc"), "abc|");
	assert_string_equal(formatted("%.*s|", -1, "abc"), "abc|");
	assert_string_equal(formatted("%.*s|", 3, unterminated), "abc|");
}

static void integers(void **state)
{
	(void)state;
	assert_string_equal(formatted("%d %d %d", 0, INT_MAX, INT_MIN), "0 2147483647 -2147483648");
	assert_string_equal(formatted("%u %u", 0, UINT_MAX), "0 4294967295");
	assert_string_equal(formatted("%lld %lld", LLONG_MAX, LLONG_MIN),
			    "9223372036854775807 -9223372036854775808");
	assert_string_equal(formatted("%llu", ULLONG_MAX), "18446744073709551615");
	assert_string_equal(formatted("%d%s%ld%c%u", -1, "x", -2L, 'y', 3u), "-1x-2y3");
}

static void sizes(void **state)
{
	char wanted[128];

	(void)state;
	snprintf(wanted, sizeof(wanted), "%ld %ld %lu %zu %zd", LONG_MAX, LONG_MIN, ULONG_MAX,
		 SIZE_MAX, (ssize_t)-5);
	assert_string_equal(formatted("%ld %ld %lu %zu %zd", LONG_MAX, LONG_MIN, ULONG_MAX,
				      SIZE_MAX, (ssize_t)-5),
			    wanted);
}

static void reasons(void **state)
{
	(void)state;
	errno = ENOENT;
	assert_string_equal(formatted("%m"), "No such file or directory");
	errno = EACCES; /* of the call, whatever the other conversions do to it */
	assert_string_equal(formatted("%pq %d: %m, %m", "a'b\n", 5),
			    "'a'\\''b'$'\\n' 5: Permission denied, Permission denied");
	for (int number = 0; number < 140; number++) {
		char wanted[128]; /* libc has one buffer for numbers that it does not know */

		strcpy(wanted, strerror(number));
		errno = number;
		assert_string_equal(formatted("%m"), wanted);
	}
}

static void quoted(void **state)
{
	(void)state;
	assert_string_equal(formatted("%pq%pqq", "x y", "\t"), "'x y'''$'\\t'q");
}

/* A flush in the middle of a text must not lose the reason: it is the caller's errno, as it was. */
static void small_buffer(void **state)
{
	char buffer[1], text[64];
	struct output output;
	int ends[2];
	ssize_t count;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	output_start(&output, ends[1], buffer, sizeof(buffer));
	errno = EINVAL;
	output_format(&output, "%s %d: %m", "name", -12);
	assert_true(output_flush(&output));
	count = read(ends[0], text, sizeof(text) - 1);
	text[count] = '\0';
	assert_string_equal(text, "name -12: Invalid argument");
	close(ends[0]);
	close(ends[1]);
}

static void beside_printf(void **state)
{
	(void)state;
	for (int round = 0; round < 5000; round++) {
		unsigned long long value =
			((unsigned long long)pseudo_random() << 32 | pseudo_random()) >> round % 64;
		char wanted[256];

		snprintf(wanted, sizeof(wanted), "%d,%u,%ld,%lu,%lld,%llu,%zu", (int)value,
			 (unsigned)value, (long)value, (unsigned long)value, (long long)value,
			 value, (size_t)value);
		assert_string_equal(formatted("%d,%u,%ld,%lu,%lld,%llu,%zu", (int)value,
					      (unsigned)value, (long)value, (unsigned long)value,
					      (long long)value, value, (size_t)value), wanted);
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "formats texts and characters", .test_func = texts },
	{ .name = "formats integers up to their ends", .test_func = integers },
	{ .name = "knows the sizes l, ll and z", .test_func = sizes },
	{ .name = "gives the reason in libc's words", .test_func = reasons },
	{ .name = "quotes names", .test_func = quoted },
	{ .name = "keeps the reason when the buffer is written out", .test_func = small_buffer },
	{ .name = "equals printf for thousands of integers", .test_func = beside_printf },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("format", tests);
}
