/* caps - names of capabilities, and lists of them */
#include "launch/setpriv/caps.h"
#include "support.h"
#include "user/caps_name.h"

enum { CHOWN = 1 << 0, DAC_OVERRIDE = 1 << 1, KILL = 1 << 5 };

/* Applied to the set 3, chown and dac_override, the list results in these. */
static void expect(const char *text, uint64_t wanted)
{
	struct caps_change change;
	const char *wrong;
	char list[128];

	strcpy(list, text);
	if (caps_parse(list, &change, &wrong) != CAPS_OK)
		fail_test(formatted("'%s' was refused", text));
	if (caps_changed(3, change) != wanted)
		fail_test(formatted("'%s' gave %llu", text,
				    (unsigned long long)caps_changed(3, change)));
	assert_true(change.clear);
	assert_true((change.add & ~change.clear) == 0);
}

static void expect_failure(const char *text, enum caps_result wanted, const char *element)
{
	struct caps_change change;
	const char *wrong = NULL;
	char list[128];

	strcpy(list, text);
	assert_int_equal(caps_parse(list, &change, &wrong), wanted);
	assert_string_equal(wrong, element);
}

static void lists(void **state)
{
	(void)state;
	expect("+kill", CHOWN | DAC_OVERRIDE | KILL);
	expect("+chown", CHOWN | DAC_OVERRIDE);
	expect("-chown", DAC_OVERRIDE);
	expect("-kill", CHOWN | DAC_OVERRIDE);
	expect("+kill,-chown", DAC_OVERRIDE | KILL);
	expect("+kill,-kill", CHOWN | DAC_OVERRIDE);
	expect("-chown,+chown", CHOWN | DAC_OVERRIDE);
	expect("-all", 0);
	expect("-all,+kill", KILL);
	expect("+kill,-all", 0);
	expect("+KILL,-Chown", DAC_OVERRIDE | KILL);
	expect("+cap_5,-cap_01", CHOWN | KILL);
	expect("+all", ~UINT64_C(0) >> (63 - caps_last()));
}

static void refusals(void **state)
{
	(void)state;
	expect_failure("", CAPS_MALFORMED, "");
	expect_failure("kill", CAPS_MALFORMED, "kill");
	expect_failure("+kill,", CAPS_MALFORMED, "");
	expect_failure(",+kill", CAPS_MALFORMED, "");
	expect_failure("+kill,=all", CAPS_MALFORMED, "=all");
	expect_failure("+", CAPS_UNKNOWN, "");
	expect_failure("+kill,-nosuch,+chown", CAPS_UNKNOWN, "nosuch");
	expect_failure("+ALL", CAPS_UNKNOWN, "ALL");
	expect_failure("+cap_kill", CAPS_UNKNOWN, "cap_kill");
	expect_failure("+cap_", CAPS_UNKNOWN, "cap_");
	expect_failure("+cap_-1", CAPS_UNKNOWN, "cap_-1");
	expect_failure("+cap_64", CAPS_UNKNOWN, "cap_64");
	expect_failure("+cap_18446744073709551616", CAPS_UNKNOWN, "cap_18446744073709551616");
	expect_failure("+5", CAPS_UNKNOWN, "5");
	expect_failure("+kill ", CAPS_UNKNOWN, "kill ");
}

static void names(void **state)
{
	char buffer[CAPS_NAME_SIZE], list[CAPS_NAME_SIZE + 8];
	struct caps_change change;
	const char *wrong;

	(void)state;
	assert_string_equal(caps_name(0, buffer), "chown");
	assert_string_equal(caps_name(21, buffer), "sys_admin");
	assert_string_equal(caps_name(40, buffer), "checkpoint_restore");
	assert_string_equal(caps_name(41, buffer), "cap_41");
	assert_string_equal(caps_name(63, buffer), "cap_63");
	assert_in_range(caps_last(), 30, 63);
	for (int number = 0; number <= caps_last(); number++) {
		strcpy(list, formatted("+%s", caps_name(number, buffer)));
		assert_int_equal(caps_parse(list, &change, &wrong), CAPS_OK);
		assert_true(change.add == UINT64_C(1) << number);
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "adds and removes from left to right", .test_func = lists },
	{ .name = "rejects anything else and reports what is wrong", .test_func = refusals },
	{ .name = "names every capability, and parses that name", .test_func = names },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("caps", tests);
}
