/* cpus - sets of processors */
#include <stdlib.h>

#include "proc/cpus.h"
#include "support.h"

static const char *as_text(void (*append)(struct output *, const struct cpus *),
			   const struct cpus *cpus)
{
	static char buffers[2][8192];
	static int which;
	struct output output;

	which = !which;
	output_start(&output, OUTPUT_TEXT, buffers[which], sizeof(buffers[which]));
	append(&output, cpus);
	output_char(&output, '\0');
	return buffers[which];
}

static void expect_list(const char *text, const char *wanted)
{
	struct cpus cpus;

	if (!cpus_parse_list(text, &cpus))
		fail_test(formatted("list '%s' was refused", text));
	if (strcmp(as_text(output_cpus_list, &cpus), wanted) != 0)
		fail_test(formatted("list '%s' gave '%s'", text, as_text(output_cpus_list, &cpus)));
}

static void expect_mask(const char *text, const char *wanted)
{
	struct cpus cpus;

	if (!cpus_parse_mask(text, &cpus))
		fail_test(formatted("mask '%s' was refused", text));
	if (strcmp(as_text(output_cpus_mask, &cpus), wanted) != 0)
		fail_test(formatted("mask '%s' gave '%s'", text, as_text(output_cpus_mask, &cpus)));
}

static void lists(void **state)
{
	(void)state;
	expect_list("0", "0");
	expect_list("007", "7");
	expect_list("0,1", "0,1");
	expect_list("0-2", "0-2");
	expect_list("2,0,1", "0-2");
	expect_list("5-5", "5");
	expect_list("0-9:3", "0,3,6,9");
	expect_list("0-8:3", "0,3,6");
	expect_list("0-7:1", "0-7");
	expect_list("4-7:8191", "4");
	expect_list("63,64,65,127-129", "63-65,127-129");
	expect_list("1022-1025,8191", "1022-1025,8191");
	expect_list("0-8191", "0-8191");
	expect_list("8190-8191", "8190,8191");
}

static void masks(void **state)
{
	char wide[2100];

	(void)state;
	expect_mask("0", "0");
	expect_mask("00", "0");
	expect_mask("0x1", "1");
	expect_mask("0xABCdef", "abcdef");
	expect_mask("123456789abcdef0f", "123456789abcdef0f");
	expect_mask("1,00000000", "100000000");
	expect_mask("0xf,00000001,80000000", "f0000000180000000");
	memset(wide, 'f', 2048);
	wide[2048] = '\0';
	expect_mask(wide, wide);
	memset(wide, '0', 2099);
	wide[2098] = '5';
	wide[2099] = '\0';
	expect_mask(wide, "5");
}

static void list_and_mask(void **state)
{
	struct cpus cpus;

	(void)state;
	assert_true(cpus_parse_list("0,5,8-11:2,68", &cpus));
	assert_string_equal(as_text(output_cpus_mask, &cpus), "100000000000000521");
	assert_true(cpus_parse_mask("100000000000000521", &cpus));
	assert_string_equal(as_text(output_cpus_list, &cpus), "0,5,8,10,68");
	assert_true(cpus_parse_mask("0", &cpus));
	assert_string_equal(as_text(output_cpus_list, &cpus), "");
}

static void rubbish(void **state)
{
	static const char *const texts[] = {
		"", ",", "-", "0,", ",0", "0,,1", "0-", "-0", "1-0", "0-1-2", "0-1:", "0-1:0",
		"0:1", "0-1:2:3", " 0", "0 ", "+0", "0x0", "a", "8192", "0-8192", "0-1:8192",
		"4294967296", "18446744073709551616", "99999999999999999999999999", "\xb2", NULL,
	};
	static const char *const masks[] = {
		"", "0x", "0X1", "x", "g", "0x0x1", " 1", "1 ", "-1", "+1", ",", "1,", ",1",
		",00000001", "1,1", "1,0000000", "1,000000000", "1,,00000000", "\xb2", "0-1", NULL,
	};
	char wide[2050] = "1";
	struct cpus cpus;

	(void)state;
	for (int i = 0; texts[i]; i++) {
		if (cpus_parse_list(texts[i], &cpus))
			fail_test(formatted("list '%s' was taken", texts[i]));
	}
	for (int i = 0; masks[i]; i++) {
		if (cpus_parse_mask(masks[i], &cpus))
			fail_test(formatted("mask '%s' was taken", masks[i]));
	}
	memset(wide + 1, '0', 2048);
	assert_false(cpus_parse_mask(wide, &cpus));
}

static void affinity(void **state)
{
	struct cpus before, after;

	(void)state;
	assert_true(cpus_get_affinity(0, &before));
	assert_true(cpus_set_affinity(0, &before));
	assert_true(cpus_get_affinity(0, &after));
	assert_memory_equal(&before, &after, sizeof(before));
	assert_false(cpus_get_affinity(INT32_MAX, &after));
	memset(&after, 0, sizeof(after));
	assert_false(cpus_set_affinity(0, &after));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{ "reads lists", lists, set_up, NULL, NULL },
		{ "reads masks", masks, set_up, NULL, NULL },
		{ "makes one of the other", list_and_mask, set_up, NULL, NULL },
		{ "refuses what is neither", rubbish, set_up, NULL, NULL },
		{ "gets and sets the affinity", affinity, set_up, NULL, NULL },
		{ NULL, NULL, NULL, NULL, NULL },
	};

	return run_subject("cpus", tests);
}
