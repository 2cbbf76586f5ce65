/* near - what is one slip away from something known, and what is not */
#include "support.h"
#include "text/near.h"

static void finds_one_slip(void **state)
{
	static const char *const slips[][2] = {
		{ "outpt", "output" },   { "utput", "output" },  { "outpu", "output" },
		{ "outputt", "output" }, { "xoutput", "output" }, { "ouptut", "output" },
		{ "ouTpot", "output" },  { "TRM", "TERM" },      { "term1", "TERM" },
		{ "OUTPUT", "output" },  { "PS", "ps" },
		{ "temr", "TERM" },      { "HUPP", "hup" },      { "tty1", "tty" },
		{ "lss", "ls" },         { "Lls", "ls" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++)
		assert_true(near_miss(slips[i][0], slips[i][1]));
}

static void leaves_the_rest(void **state)
{
	static const char *const others[][2] = {
		{ "output", "output" },  { "ps", "ps" },	 { "", "output" },
		{ "outptuu", "output" }, { "toupot", "output" }, { "ps", "pst" },
		{ "s", "x" },            { "", "" },             { "out", "output" },
		{ "tuptuo", "output" },  { "ABCD", "BADC" },     { "ABCD", "BACX" },
		{ "lsx", "ls" },         { "als", "ls" },        { "ls", "lss" },
		{ "lsss", "ls" },        { "aab", "ls" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(near_miss(others[i][0], others[i][1]));
}

static void makes_a_hint(void **state)
{
	char hint[NEAR_HINT_SIZE], longest[NEAR_HINT_SIZE + 1];

	(void)state;
	assert_string_equal(near_hint(hint, "--", "output"), "; did you mean '--output'?");
	assert_string_equal(near_hint(hint, "--", NULL), "");
	memset(longest, 'x', NEAR_HINT_SIZE);
	longest[NEAR_HINT_SIZE] = '\0';
	assert_string_equal(near_hint(hint, "", longest), "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{ .name = "finds a letter too many, too few, another, two exchanged, or upper case",
		  .test_func = finds_one_slip },
		{ .name = "does not find what is equal, short, or further away",
		  .test_func = leaves_the_rest },
		{ .name = "makes a hint of it, or none", .test_func = makes_a_hint },
		{ .name = NULL },
	};

	return run_subject("near", tests);
}
