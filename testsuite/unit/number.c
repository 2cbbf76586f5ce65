/* number - integers on command lines */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "support.h"
#include "text/number.h"

static void expect(const char *text, long long minimum, long long maximum,
		   enum number_result result, long long wanted)
{
	long long value = 4711;

	if (number_parse(text, minimum, maximum, &value) != result || value != wanted)
		fail_test(formatted("'%s' within %lld..%lld gave %lld", text, minimum, maximum,
				    value));
}

static void decimal(void **state)
{
	(void)state;
	expect("0", 0, 9, NUMBER_OK, 0);
	expect("7", 0, 9, NUMBER_OK, 7);
	expect("+7", 0, 9, NUMBER_OK, 7);
	expect("-7", -9, 9, NUMBER_OK, -7);
	expect("-0", 0, 9, NUMBER_OK, 0);
	expect("0000000000000000000000000000007", 0, 9, NUMBER_OK, 7);
	expect("010", 0, 99, NUMBER_OK, 10);
}

static void rubbish(void **state)
{
	static const char *const texts[] = {
		"", "+", "-", "--1", "+-1", "-+1", " 1", "1 ", "1\n", "1.0", "0x1", "1e3", "a",
		"1a", "\xb2", "1,000", "/", ":", "99999999999999999999x", NULL,
	};

	(void)state;
	for (int i = 0; texts[i]; i++)
		expect(texts[i], LLONG_MIN, LLONG_MAX, NUMBER_INVALID, 4711);
}

static void limits(void **state)
{
	(void)state;
	expect("9", 0, 9, NUMBER_OK, 9);
	expect("10", 0, 9, NUMBER_OVERFLOW, 9);
	expect("-1", 0, 9, NUMBER_OVERFLOW, 0);
	expect("4", 5, 9, NUMBER_OVERFLOW, 5);
	expect("-10", -9, -5, NUMBER_OVERFLOW, -9);
	expect("3", -9, -5, NUMBER_OVERFLOW, -5);
	expect("6", 6, 6, NUMBER_OK, 6);
}

static void extremes(void **state)
{
	(void)state;
	expect("9223372036854775807", LLONG_MIN, LLONG_MAX, NUMBER_OK, LLONG_MAX);
	expect("-9223372036854775808", LLONG_MIN, LLONG_MAX, NUMBER_OK, LLONG_MIN);
	expect("9223372036854775808", LLONG_MIN, LLONG_MAX, NUMBER_OVERFLOW, LLONG_MAX);
	expect("-9223372036854775809", LLONG_MIN, LLONG_MAX, NUMBER_OVERFLOW, LLONG_MIN);
	expect("18446744073709551616", 0, 9, NUMBER_OVERFLOW, 9); /* 2^64: not 0 */
	expect("18446744073709551621", 0, 9, NUMBER_OVERFLOW, 9);
	expect("-18446744073709551617", -5, 9, NUMBER_OVERFLOW, -5);
	expect("100000000000000000000000000000000000000000", -5, 9, NUMBER_OVERFLOW, 9);
}

static void beside_strtoll(void **state)
{
	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[32];
		int length = 1 + pseudo_random() % 20;
		long long wanted;
		enum number_result result;

		for (int i = 0; i < length; i++)
			text[i] = '0' + pseudo_random() % 10;
		if (length > 1 && pseudo_random() % 2)
			text[0] = '-';
		text[length] = '\0';
		errno = 0;
		wanted = strtoll(text, NULL, 10);
		result = errno == ERANGE ? NUMBER_OVERFLOW : NUMBER_OK;
		expect(text, LLONG_MIN, LLONG_MAX, result, wanted);
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "reads decimal integers with a sign", .test_func = decimal },
	{ .name = "refuses anything else and leaves the value", .test_func = rubbish },
	{ .name = "gives the nearer limit outside of the range", .test_func = limits },
	{ .name = "holds at the ends of long long", .test_func = extremes },
	{ .name = "equals strtoll for thousands of numbers", .test_func = beside_strtoll },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("number", tests);
}
