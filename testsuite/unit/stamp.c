/* stamp - times as svlogd writes them */
#include <string.h>

#include "keep/svlogd/stamp.h"
#include "support.h"

static void expect(int kind, long long seconds, long nanoseconds, const char *wanted)
{
	struct timespec time = { .tv_sec = seconds, .tv_nsec = nanoseconds };
	char text[STAMP_WIDTH + 1] = { 0 };

	stamp_format(text, kind, time);
	assert_string_equal(text, wanted);
}

static void forms(void **state)
{
	(void)state;
	expect(STAMP_TAI64N, 0, 0, "@400000000000000a00000000");
	expect(STAMP_TAI64N, 1796019322, 123456789, "@400000006b0d1484075bcd15");
	expect(STAMP_TAI64N, -11, 999999999, "@3fffffffffffffff3b9ac9ff");
	expect(STAMP_UTC, 0, 0, "1970-01-01_00:00:00.00000");
	expect(STAMP_UTC, 951868799, 999999999, "2000-02-29_23:59:59.99999");
	expect(STAMP_ISO, 951868800, 10000, "2000-03-01T00:00:00.00001");
	expect(STAMP_ISO, 4102444799, 9999, "2099-12-31T23:59:59.00000");
}

static void order(void **state)
{
	struct timespec last = { 0 };
	const struct timespec early = { 5, 999999998 }, late = { 7, 0 };

	(void)state;
	stamp_order(&last, early, true);
	assert_int_equal(last.tv_sec, 5);
	assert_int_equal(last.tv_nsec, 999999998);
	/* the clock stands still, and goes back */
	stamp_order(&last, early, false);
	assert_int_equal(last.tv_nsec, 999999998);
	stamp_order(&last, early, true);
	assert_int_equal(last.tv_nsec, 999999999);
	stamp_order(&last, (struct timespec){ 1, 0 }, true);
	assert_int_equal(last.tv_sec, 6);
	assert_int_equal(last.tv_nsec, 0);
	stamp_order(&last, early, false);
	assert_int_equal(last.tv_sec, 6);
	assert_int_equal(last.tv_nsec, 0);
	stamp_order(&last, late, false);
	assert_int_equal(last.tv_sec, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
