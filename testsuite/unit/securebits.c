/* securebits - names of secure bits, and lists of them */
#include "launch/setpriv/securebits.h"
#include "support.h"

/* The list changes bits to wanted; or is rejected with this message about this part of it. */
static void expect(int bits, const char *text, int wanted)
{
	const char *wrong;
	char list[128];

	strcpy(list, text);
	if (securebits_parse(list, &bits, &wrong))
		fail_test(formatted("'%s' was refused", text));
	assert_int_equal(bits, wanted);
}

static void expect_failure(const char *text, const char *message, const char *part)
{
	const char *failure, *wrong = NULL;
	char list[128];
	int bits = 0;

	strcpy(list, text);
	failure = securebits_parse(list, &bits, &wrong);
	assert_non_null(failure);
	assert_string_equal(failure, message);
	assert_string_equal(wrong, part);
}

static void lists(void **state)
{
	(void)state;
	expect(0, "+noroot", 1);
	expect(0, "+noroot_locked", 2);
	expect(0, "+no_setuid_fixup", 4);
	expect(0, "+no_setuid_fixup_locked", 8);
	expect(0, "+keep_caps_locked", 32);
	expect(5, "-noroot", 4);
	expect(5, "-noroot_locked", 5);
	expect(5, "+noroot,-no_setuid_fixup", 1);
	expect(0, "+noroot,-noroot", 0);
	expect(0, "-noroot,+noroot", 1);
	expect(63, "-all", 0);
	expect(63, "-all,+noroot", 1);
}

static void refusals(void **state)
{
	static const char malformed[] = "bad securebits string %pq";
	static const char unknown[] = "unrecognized securebit %pq";

	(void)state;
	expect_failure("", malformed, "");
	expect_failure("noroot", malformed, "noroot");
	expect_failure("+noroot,", malformed, "");
	expect_failure("+noroot,=all", malformed, "=all");
	expect_failure("+", unknown, "");
	expect_failure("+noroot,+nosuch", unknown, "nosuch");
	expect_failure("+NOROOT", unknown, "NOROOT");
	expect_failure("+no", unknown, "no");
	expect_failure("+1", unknown, "1");
	expect_failure("+all", "+all securebits is not allowed", "all");
	expect_failure("+keep_caps", "adjusting keep_caps does not make sense", "keep_caps");
	expect_failure("-keep_caps", "adjusting keep_caps does not make sense", "keep_caps");
}

static void expect_output(int bits, const char *wanted)
{
	char buffer[256];
	struct output output;

	output_start(&output, -1, buffer, sizeof(buffer));
	output_securebits(&output, bits);
	output_char(&output, '\0');
	assert_string_equal(buffer, wanted);
}

static void texts(void **state)
{
	(void)state;
	expect_output(0, "[none]");
	expect_output(1, "noroot");
	expect_output(16, "keep_caps");
	expect_output(63, "noroot,noroot_locked,no_setuid_fixup,no_setuid_fixup_locked,keep_caps,"
			  "keep_caps_locked");
	expect_output(64, "0x40");
	expect_output(65, "noroot,0x40");
	expect_output(0x7fffffc1, "noroot,0x7fffffc0");
}

static const struct CMUnitTest tests[] = {
	{ .name = "sets and clears from left to right", .test_func = lists },
	{ .name = "rejects anything else and reports what is wrong", .test_func = refusals },
	{ .name = "names bits, and prints unknown ones as a number", .test_func = texts },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("securebits", tests);
}
