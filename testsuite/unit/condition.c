/* condition - whether a process meets conditions */
#include "fake.h"
#include "match/condition.h"
#include "support.h"

/* Whether the conditions hold for the process 7. */
static bool holds(const struct conditions *conditions)
{
	void *state = NULL;
	struct process process = { .from = enter_fake(&state) };

	process_start(&process, process.from, 7);
	assert_int_not_equal(condition_parts(conditions), 0);
	return process_enter(&process) &&
	       condition_holds(conditions, &process, condition_parts(conditions));
}

static bool lists(enum match_list list, long long number)
{
	struct conditions conditions = { .full = false };

	condition_add_number(&conditions.lists[list], -5);
	condition_add_number(&conditions.lists[list], number);
	return holds(&conditions);
}

static bool fits(const char *text, bool full)
{
	struct conditions conditions = { .full = full };
	struct pattern pattern = { .bits.usable = false };
	bool result;

	assert_null(pattern_compile(&pattern, text, false));
	conditions.pattern = &pattern;
	result = holds(&conditions);
	pattern_free(&pattern);
	return result;
}

static void fake(const char *file, const char *bytes, size_t length)
{
	void *state = NULL;

	enter_fake(&state);
	write_file(formatted("7/%s", file), bytes, length);
}

static void numbers(void **state)
{
	static const char stat[] = "7 (sh) S 2 3 4 34817 5 6 7\n";
	static const char status[] = "Uid:\t10\t11\t12\t13\nGid:\t20\t21\t22\t23\n";

	(void)state;
	fake("stat", stat, strlen(stat));
	fake("status", status, strlen(status));
	assert_true(lists(MATCH_PPID, 2) && lists(MATCH_PGRP, 3) && lists(MATCH_SESSION, 4) &&
		    lists(MATCH_TTY, 34817));
	assert_false(lists(MATCH_PPID, 3) || lists(MATCH_PGRP, 2) || lists(MATCH_SESSION, 3) ||
		     lists(MATCH_TTY, 0));
	assert_true(lists(MATCH_UID, 10) && lists(MATCH_GID, 20));
	assert_false(lists(MATCH_UID, 11) || lists(MATCH_GID, 21) || lists(MATCH_UID, 1));
}

static void no_numbers(void **state)
{
	(void)state;
	fake("stat", "", 0);
	fake("status", "Uid:\n", 5);
	assert_false(lists(MATCH_PPID, 0) || lists(MATCH_UID, 0));
	assert_false(lists(MATCH_GID, 0));
}

static void signals(void **state)
{
	static const char *const every[] = {
		"SigCgt:\t0000000180014201\n", "SigCgt:\t8000000000000000\n", "SigCgt:\t\n", "",
		/* a processor with 128 signals */
		"SigCgt:\t80000000000000000000000180014201\n", NULL,
	};
	static const bool caught[][5] = {
		{ true, false, true, false, false }, { false, false, false, true, false },
		{ false, false, false, false, false }, { false, false, false, false, false },
		{ true, false, true, false, true },
	};
	static const int asked[] = { 1, 2, 33, 64, 128 };

	(void)state;
	for (int i = 0; every[i]; i++) {
		fake("status", every[i], strlen(every[i]));
		for (int j = 0; j < 5; j++)
			assert_int_equal(holds(&(struct conditions){ .caught = asked[j] }),
					 caught[i][j]);
	}
}

/* A name of 15 bytes may be the beginning of a longer one in the command line. */
static void names(void **state)
{
	(void)state;
	fake("comm", "java\n", 5);
	fake("cmdline", "/bin/java\0-jar\0a b\0", 19);
	assert_true(fits("^java$", false));
	assert_false(fits("jar", false));
	assert_true(fits("^/bin/java -jar a b$", true));
	fake("comm", "systemd-timesyn\n", 16);
	assert_true(fits("^systemd-timesyn$", false));
	fake("cmdline", "/lib/systemd-timesyncd\0", 23);
	assert_true(fits("^systemd-timesyncd$", false));
	fake("stat", "7 (kthreadd) S 0 0 0 0 -1 2129984 0\n", 36);
	fake("comm", "kthreadd\n", 9);
	fake("cmdline", "", 0);
	assert_true(fits("^\\[kthreadd\\]$", true));
}

static void texts(void **state)
{
	static const char groups[] = "1:name=systemd:/a\n0::/user.slice/b\n";
	static const char variables[] = "A=1\0LONG=a=b\0EMPTY=\0";

	(void)state;
	fake("cgroup", groups, strlen(groups));
	assert_true(holds(&(struct conditions){ .cgroups = "/x,/user.slice/b" }));
	assert_false(holds(&(struct conditions){ .cgroups = "/a,/user.slice,/user.slice/b/c" }));
	fake("environ", variables, sizeof(variables) - 1);
	assert_true(holds(&(struct conditions){ .variables = "A" }));
	assert_true(holds(&(struct conditions){ .variables = "B,LONG=a=b" }));
	assert_true(holds(&(struct conditions){ .variables = "EMPTY=" }));
	assert_false(holds(&(struct conditions){ .variables = "A=2,LON,LONG=ax,a" }));
}

static const struct CMUnitTest tests[] = {
	{ .name = "finds one of several numbers, the real IDs among them", .test_func = numbers },
	{ .name = "finds no number in files that are empty", .test_func = no_numbers },
	{ .name = "finds out which signals are caught", .test_func = signals },
	{ .name = "matches a program by its name or its command line", .test_func = names },
	{ .name = "compares whole names of cgroups and variables", .test_func = texts },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("condition", tests);
}
