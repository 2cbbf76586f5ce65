/* backoff - the delays before restarts and the limit of starts, by a clock that the test turns */
#include "keep/backoff.h"
#include "support.h"

static void expect(const char *text, unsigned n, int scale, long long wanted)
{
	struct backoff backoff;

	if (!backoff_parse(text, &backoff))
		fail_test(formatted("'%s' is not accepted", text));
	if (backoff_delay(&backoff, n, scale) != wanted)
		fail_test(formatted("'%s' waits %lld ms before restart %u, not %lld", text,
				    backoff_delay(&backoff, n, scale), n, wanted));
}

static void doubles(void **state)
{
	static const long long wanted[] = { 1000,  2000,  4000,  8000,	16000,
					    32000, 60000, 60000, 60000, 60000 };
	(void)state;
	for (unsigned n = 0; n < sizeof(wanted) / sizeof(*wanted); n++) {
		expect("1s:60s:2", n, BACKOFF_EXACT, wanted[n]);
		expect("1s 60s 2\n", n, BACKOFF_EXACT, wanted[n]);
		expect(" 1 :\t1m : 2.0 ", n, BACKOFF_EXACT, wanted[n]);
	}
	expect("1s:60s:2", ~0U, BACKOFF_EXACT, 60000);
}

static void other_factors(void **state)
{
	(void)state;
	expect("0.1s:60s:1.5", 2, BACKOFF_EXACT, 225);
	expect("0.1s:60s:10", 2, BACKOFF_EXACT, 10000);
	expect("0.1s:60s:1000", 1, BACKOFF_EXACT, 60000);
	expect("2s:60s:1", ~0U, BACKOFF_EXACT, 2000);
	expect("5s:5s:2", 3, BACKOFF_EXACT, 5000);
	expect("0:60s:2", ~0U, BACKOFF_EXACT, 0);
	expect("0.000001:1h:1.001", 2, BACKOFF_EXACT, 1); /* it grows, and is rounded up */
	expect("0.000001:1h:1.001", 1000000, BACKOFF_EXACT, 3600000);
}

static void endless(void **state)
{
	(void)state;
	expect("1s:infinity:1000", ~0U, BACKOFF_EXACT, 2147483000);
	expect("1e99:inf:1000", ~0U, BACKOFF_EXACT, 2147483000);
	expect("1s:2147483s:1000", ~0U, 1100, 2362231300);
}

static void jitter(void **state)
{
	int least = 1000, most = 1000;

	(void)state;
	expect("1s:60s:2", 1, 900, 1800);
	expect("1s:60s:2", 1, 1100, 2200);
	expect("1s:60s:2", 9, 1100, 66000);
	for (int i = 0; i < 100000; i++) {
		int scale = backoff_jitter();

		assert_in_range(scale, 900, 1100);
		least = scale < least ? scale : least;
		most = scale > most ? scale : most;
	}
	assert_in_range(least, 900, 920);
	assert_in_range(most, 1080, 1100);
}

static void rubbish(void **state)
{
	static const char *const texts[] = {
		"", "1s", "1s:60s", "1s:60s:", "1s::2", ":60s:2", "1s:60s:2:", "1s:60s:2:3", "::",
		"1s:0.5s:2", "1s:60s:0.999", "1s:60s:-2", "1s:60s:2s", "1s:60s:0x2", "1s:60s:1e1",
		"1s:60s:inf", "1s:60s:1000.1", "1s:60s:x", "-1s:60s:2", "x:60s:2", "1s:60x:2",
		"1s/60s/2", "1s,60s,2", "1s 60s 2 x", "1s::60s:2", " ",
		"0000000000000000000000000000000000000000000000000001s:60s:2",
	};
	static const char *const limits[] = {
		"", "10", "10/", "/60s", "0/60s", "-1/60s", "64/60s", "10/0", "10/-1", "10/60s/1",
		"10:60s", "x/60s", "10/x", "10//60s", "1.5/60s", "99999999999999999999/60s",
	};
	struct backoff backoff;
	struct backoff_limit limit;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (backoff_parse(texts[i], &backoff))
			fail_test(formatted("'%s' is accepted", texts[i]));
	}
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		if (backoff_limit_parse(limits[i], &limit))
			fail_test(formatted("the limit '%s' is accepted", limits[i]));
	}
}

/* Starts at these times, up to a negative one; which is the first that is too many, or -1? */
static int first_refused(const char *text, const long long *times)
{
	struct backoff_starts starts = { .count = 0 };
	struct backoff_limit limit;

	assert_true(backoff_limit_parse(text, &limit));
	for (int i = 0; times[i] >= 0; i++) {
		backoff_started(&starts, times[i]);
		if (backoff_exceeded(&starts, &limit, times[i]))
			return i;
	}
	return -1;
}

static void limits(void **state)
{
	static const long long steady[] = { 0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, -1 };
	static const long long at_once[] = { 0, 0, 0, 0, -1 };
	static const long long late[] = { 0, 50000, 59999, 60000, 109999, 110000, -1 };

	(void)state;
	assert_int_equal(first_refused("3/3s", steady), -1); /* the window is open at its end */
	assert_int_equal(first_refused("3 3.001s\n", steady), 3);
	assert_int_equal(first_refused("1/1.001", steady), 1);
	assert_int_equal(first_refused("3/1s", at_once), 3); /* right after boot, too */
	assert_int_equal(first_refused("4/1s", at_once), -1);
	assert_int_equal(first_refused("3/1m", late), 4);
	assert_int_equal(first_refused("63/inf", steady), -1);
}

static void many_starts(void **state)
{
	struct backoff_starts starts = { .count = 0 };
	struct backoff_limit limit;

	(void)state;
	assert_true(backoff_limit_parse("63/63s", &limit));
	for (long long now = 0; now < 1000000; now += 1000) {
		backoff_started(&starts, now);
		assert_false(backoff_exceeded(&starts, &limit, now));
	}
	backoff_started(&starts, 999500);
	assert_true(backoff_exceeded(&starts, &limit, 999500));
	assert_false(backoff_exceeded(&starts, &limit, 2000000));
	for (starts.count = ~0U - 70; starts.count != 70;)
		backoff_started(&starts, 3000000);
	assert_true(backoff_exceeded(&starts, &limit, 3000000));
}

static const struct CMUnitTest tests[] = {
	{ .name = "multiplies the delay up to its cap", .test_func = doubles },
	{ .name = "accepts factors with decimals, and none", .test_func = other_factors },
	{ .name = "does not overflow", .test_func = endless },
	{ .name = "varies by up to ten per cent", .test_func = jitter },
	{ .name = "rejects anything else", .test_func = rubbish },
	{ .name = "limits the starts within any window", .test_func = limits },
	{ .name = "keeps the latest starts, however many there are", .test_func = many_starts },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("backoff", tests);
}
