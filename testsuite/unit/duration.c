/* duration - times on command lines, compared with exact arithmetic */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "support.h"
#include "text/duration.h"

enum { BILLION = 1000000000 };

static void expect(const char *text, long long seconds, long nanoseconds)
{
	struct timespec duration = { -1, -1 };

	errno = EDOM;
	if (!duration_parse(text, &duration) || duration.tv_sec != seconds ||
	    duration.tv_nsec != nanoseconds)
		fail_test(formatted("'%s' is %lld s %ld ns, not %lld s %ld ns", text,
				    (long long)duration.tv_sec, duration.tv_nsec, seconds,
				    nanoseconds));
	assert_int_equal(errno, EDOM);
}

static void expect_forever(const char *text)
{
	expect(text, DURATION_FOREVER.tv_sec, DURATION_FOREVER.tv_nsec);
}

static void units(void **state)
{
	(void)state;
	expect("0", 0, 0);
	expect("10", 10, 0);
	expect("10s", 10, 0);
	expect("2m", 120, 0);
	expect("2h", 7200, 0);
	expect("2d", 172800, 0);
	expect("+5", 5, 0);
	expect("0d", 0, 0);
	expect("00010", 10, 0);
}

static void decimals(void **state)
{
	(void)state;
	expect("0.5", 0, 500000000);
	expect("0.5s", 0, 500000000);
	expect(".5", 0, 500000000);
	expect("5.", 5, 0);
	expect("5.m", 300, 0);
	expect("1.5m", 90, 0);
	expect("0.5d", 43200, 0);
	expect("0.1", 0, 100000000); /* as a double it is slightly more, and would be rounded up */
	expect("0.000000001", 0, 1);
	expect("1.000000001d", 86400, 86400);
	expect("0.00000000000001d", 0, 1);
	expect("123456789.123456789", 123456789, 123456789);
}

static void rounding(void **state)
{
	(void)state;
	expect("0.0000000001", 0, 1);
	expect("0.0000000011", 0, 2);
	expect("0.9999999991", 1, 0);
	expect("1.00000000000000000000000000000000000000000000000000001", 1, 1);
	expect("1.00000000000000000000000000000000000000000000000000000", 1, 0);
	expect("0.3333333333m", 19, 999999998);
	expect("0.99999999999999999999d", 86400, 0);
	expect("1e-9", 0, 1);
	expect("1e-10", 0, 1);
	expect("1e-1000", 0, 1);
	expect("1e-99999999999999999999", 0, 1);
	expect("0e-1000", 0, 0);
}

static void exponents(void **state)
{
	(void)state;
	expect("1e3", 1000, 0);
	expect("1E3", 1000, 0);
	expect("1e+3s", 1000, 0);
	expect("1e-3", 0, 1000000);
	expect("1.5e1m", 900, 0);
	expect("123.456e-1", 12, 345600000);
	expect("123.456e2", 12345, 600000000);
	expect(".001e3", 1, 0);
	expect("1e0d", 86400, 0);
	expect("0e99999999999999999999", 0, 0);
	expect("0.0e1000000000d", 0, 0);
	expect("1000000e-6", 1, 0);
	expect("1e0000000000000000000002", 100, 0);
}

static void hexadecimal(void **state)
{
	(void)state;
	expect("0x10", 16, 0);
	expect("0X1fA", 506, 0);
	expect("0xd", 13, 0); /* a digit, not days */
	expect("0x1dm", 1740, 0);
	expect("0x1p1d", 172800, 0);
	expect("0x1p3", 8, 0);
	expect("0x1P+3s", 8, 0);
	expect("0x1p-1", 0, 500000000);
	expect("0x.8", 0, 500000000);
	expect("0x1.8m", 90, 0);
	expect("0xf.cp-2", 3, 937500000);
	expect("0x3.p1", 6, 0);
	expect("0x0p99999999999999999999", 0, 0);
	expect("0x1p-30", 0, 1);
	expect("0x1p-99999999999999999999", 0, 1);
	expect("0x.000000000001p48h", 3600, 0);
	expect("0x7fffffffffffffff", INT64_MAX, 0);
	expect("0x7fffffffffffffff.ffffffff", INT64_MAX, 999999999);
	expect_forever("0x8000000000000000");
	expect_forever("0x1p63");
	expect_forever("0x1p99999999999999999999");
}

static void negative_zero(void **state)
{
	(void)state;
	expect("-0", 0, 0);
	expect("-0.0d", 0, 0);
	expect("-.0e5", 0, 0);
	expect("-0x0p1", 0, 0);
}

static void forever(void **state)
{
	(void)state;
	assert_true(DURATION_FOREVER.tv_sec == (sizeof(time_t) == 8 ? INT64_MAX : INT32_MAX));
	assert_int_equal(DURATION_FOREVER.tv_nsec, 999999999);
	expect_forever("inf");
	expect_forever("infinity");
	expect_forever("INF");
	expect_forever("InFiNiTy");
	expect_forever("+inf");
	expect_forever("infd");
	expect_forever("infinitys");
	expect_forever("1e30");
	expect_forever("1e1000");
	expect_forever("1e99999999999999999999");
	expect_forever("0.00000001e99999999999999999999");
	expect_forever("99999999999999999999");
	expect_forever("340282366920938463463374607431768211456"); /* 2^128: not 0 */
	expect_forever("18446744073709551617");
	expect_forever("99999999999999999d");
}

/* Anything that fits is exact, up to the end of time_t. */
static void longest(void **state)
{
	(void)state;
	expect("3000", 3000, 0);
	expect("106751991167300d", 9223372036854720000, 0);
	expect_forever("106751991167301d");
	expect("9223372036854775807", INT64_MAX, 0);
	expect("9223372036854775807.5", INT64_MAX, 500000000);
	expect("9223372036854775807.9999999991", INT64_MAX, 999999999);
	expect_forever("9223372036854775808");
	expect("153722867280912930m", 9223372036854775800, 0);
	expect("153722867280912930.1m", 9223372036854775806, 0);
	expect_forever("153722867280912930.2m");
	expect("922337203685477580.7e1", INT64_MAX, 0);
	expect_forever("922337203685477580.8e1");
}

static void rubbish(void **state)
{
	static const char *const texts[] = {
		"", "s", ".", "-", "+", "-1", "-0.5", "+-1", "-+0", "--0", "++1", " 1", "1 ",
		"1s ", "1ss", "1sm", "1S", "1D", "1w", "1ms", "e", "e5", "1e", "1e+", "1e-",
		"1e5e5", "1e1.5", "1.2.3", "..1", "1..", ".e1", ".s", "-1e-9999", "-0s1", "0x",
		"0x.", "0xg", "0x1p", "0x1p+", "0xp1", "0x.p1", "0x1e+1", "0x1.2.3", "0x0x1",
		"1x1", "00x1", "x1", "-0x1", "-0x1p-9999", "0x1ps", "1p1", "0x1 ", "0xm", "1,5",
		"nan", "NaN", "in", "infi", "infinit", "infinityy", "infdd", "infinite", "-inf",
		"1_000", "one", "\xd9\xa1", "1e5x", NULL,
	};

	(void)state;
	for (int i = 0; texts[i]; i++) {
		struct timespec duration;

		errno = EDOM;
		if (duration_parse(texts[i], &duration))
			fail_test(formatted("%pq is taken for a duration", texts[i]));
		assert_int_equal(errno, EDOM);
	}
}

static unsigned __int128 power_of_ten(int exponent)
{
	unsigned __int128 result = 1;

	while (exponent-- > 0)
		result *= 10;
	return result;
}

/* digits x 10^exponent x unit, in nanoseconds, rounded up; it must fit. */
static unsigned __int128 exact(unsigned long long digits, int exponent, int unit)
{
	unsigned __int128 product = (unsigned __int128)digits * unit * BILLION, divisor;

	if (exponent >= 0)
		return product * power_of_ten(exponent);
	if (exponent < -37)
		return product > 0;
	divisor = power_of_ten(-exponent);
	return product / divisor + (product % divisor > 0);
}

static void beside_exact(void **state)
{
	static const int factors[] = { 1, 1, 60, 3600, 86400 };
	static const char suffixes[] = { '\0', 's', 'm', 'h', 'd' };

	(void)state;
	for (int round = 0; round < 50000; round++) {
		unsigned long long digits =
			((unsigned long long)pseudo_random() << 32 | pseudo_random()) >>
			(8 + round % 56);
		int decimals = pseudo_random() % 20, exponent = (int)(pseudo_random() % 33) - 25;
		int unit = pseudo_random() % 5, length;
		char number[64], text[128];
		unsigned __int128 wanted;

		/* the digits, with leading zeros if there are too few, and the point among them */
		length = snprintf(number, sizeof(number), "%0*llu", decimals, digits);
		snprintf(text, sizeof(text), "%.*s%s%s", length - decimals, number,
			 decimals || round % 2 ? "." : "", number + length - decimals);
		if (exponent || round % 3)
			snprintf(text + strlen(text), 16, round % 5 ? "e%d" : "E%+d", exponent);
		if (suffixes[unit])
			strncat(text, &suffixes[unit], 1);
		if (!strncmp(text, ".e", 2) || !strncmp(text, ".E", 2))
			continue;
		wanted = exact(digits, exponent - decimals, factors[unit]);
		if (wanted / BILLION > INT64_MAX)
			expect_forever(text);
		else
			expect(text, wanted / BILLION, wanted % BILLION);
	}
}

static struct timespec span(long long seconds, long nanoseconds)
{
	return (struct timespec){ .tv_sec = seconds, .tv_nsec = nanoseconds };
}

static void expect_sum(struct timespec a, struct timespec b, struct timespec wanted)
{
	struct timespec sum = duration_add(a, b);

	assert_true(sum.tv_sec == wanted.tv_sec && sum.tv_nsec == wanted.tv_nsec);
	sum = duration_add(b, a);
	assert_true(sum.tv_sec == wanted.tv_sec && sum.tv_nsec == wanted.tv_nsec);
}

static void sums(void **state)
{
	const long long most = DURATION_FOREVER.tv_sec;

	(void)state;
	expect_sum(span(0, 0), span(0, 0), span(0, 0));
	expect_sum(span(1, 2), span(3, 4), span(4, 6));
	expect_sum(span(1, 999999999), span(0, 1), span(2, 0));
	expect_sum(span(1, 999999999), span(1, 999999999), span(3, 999999998));
	expect_sum(span(most - 1, 999999999), span(0, 1), span(most, 0));
	expect_sum(span(most, 1), span(0, 2), span(most, 3));
	expect_sum(span(most, 999999999), span(0, 1), DURATION_FOREVER);
	expect_sum(span(most, 0), span(1, 0), DURATION_FOREVER);
	expect_sum(span(most - 1, 500000000), span(1, 600000000), DURATION_FOREVER);
	expect_sum(DURATION_FOREVER, span(0, 0), DURATION_FOREVER);
	expect_sum(DURATION_FOREVER, DURATION_FOREVER, DURATION_FOREVER);
}

static void deadlines(void **state)
{
	struct timespec before, deadline, after;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &before);
	deadline = duration_deadline(span(5, 1));
	clock_gettime(CLOCK_MONOTONIC, &after);
	before = duration_add(before, span(5, 1));
	after = duration_add(after, span(5, 1));
	assert_true(deadline.tv_sec > before.tv_sec ||
		    (deadline.tv_sec == before.tv_sec && deadline.tv_nsec >= before.tv_nsec));
	assert_true(deadline.tv_sec < after.tv_sec ||
		    (deadline.tv_sec == after.tv_sec && deadline.tv_nsec <= after.tv_nsec));
	deadline = duration_deadline(DURATION_FOREVER);
	assert_true(deadline.tv_sec == DURATION_FOREVER.tv_sec &&
		    deadline.tv_nsec == DURATION_FOREVER.tv_nsec);
}

static const struct CMUnitTest tests[] = {
	{ .name = "accepts seconds, minutes, hours and days", .test_func = units },
	{ .name = "is exact to the nanosecond", .test_func = decimals },
	{ .name = "rounds up", .test_func = rounding },
	{ .name = "accepts exponents", .test_func = exponents },
	{ .name = "accepts hexadecimal digits, with a binary exponent", .test_func = hexadecimal },
	{ .name = "accepts a zero with a sign", .test_func = negative_zero },
	{ .name = "never ends if it is infinite or too long", .test_func = forever },
	{ .name = "fits up to the last second of time_t", .test_func = longest },
	{ .name = "rejects anything else and keeps errno", .test_func = rubbish },
	{ .name = "equals exact arithmetic for thousands of decimals",
	  .test_func = beside_exact },
	{ .name = "adds up to forever and no further", .test_func = sums },
	{ .name = "counts deadlines on the monotonic clock", .test_func = deadlines },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("duration", tests);
}
