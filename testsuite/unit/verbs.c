/* verbs - applets whose first operand says what they do */
#include <stdlib.h>
#include <string.h>

#include "applet/help.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "applet/verbs.h"
#include "support.h"
#include "text/error.h"

static const struct applet_option options[] = {
	OPT('q', "quiet", NULL, "no word"),
	{ .key = 0 },
};

static int count_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	int status = 0;

	while (option_next(&parsed))
		status = 40;
	error("%d", argc);
	return status + argc;
}

static const struct applet count = {
	.name = "unit count",
	.main = count_main,
	.synopsis = "[-q] THING...",
	.summary = "Count.",
	.options = options,
	.failure = 9,
};
static const struct applet counter = { .name = "unit counter", .main = count_main, .synopsis = "" };
static const struct applet *const verbs[] = { &counter, &count, NULL };

static void finds_exact_names_only(void **state)
{
	(void)state;
	assert_ptr_equal(verb_find(verbs, "count"), &count);
	assert_ptr_equal(verb_find(verbs, "counter"), &counter);
	assert_null(verb_find(verbs, "coun"));
	assert_null(verb_find(verbs, ""));
	assert_null(verb_find(verbs, "unit count"));
	assert_string_equal(verb_near(verbs, "conut"), "count");
	assert_null(verb_near(verbs, "list"));
}

static int run_count(void *argument)
{
	char *argv[] = { (char *)"count", argument, (char *)"a", NULL };

	error_name = "unit";
	return verb_run(&count, 3, argv);
}

static void expect(const char *argument, int status, const char *out, const char *err)
{
	struct outcome outcome;

	in_child(run_count, (void *)argument, &outcome);
	assert_string_equal(outcome.out, out);
	assert_string_equal(outcome.err, err);
	assert_int_equal(outcome.status, status);
}

static void runs_with_options_and_a_help_of_its_own(void **state)
{
	(void)state;
	expect("-q", 43, "", "unit: 3\n");
	expect("x", 3, "", "unit: 3\n");
	expect("--nothing", 9, "",
	       "unit count: unrecognized option '--nothing'\n"
	       "Try 'unit count --help' for more information.\n");
}

static void help(void **state)
{
	static const struct applet unit = { .name = "unit", .synopsis = "", .summary = "Be one.",
					    .verbs = verbs };
	char text[1024];
	struct output output;

	(void)state;
	output_start(&output, OUTPUT_TEXT, text, sizeof(text));
	output_help(&output, &unit);
	output_terminate(&output);
	assert_non_null(strstr(text, "Usage: unit\n  or:  unit counter\n"
				     "  or:  unit count [-q] THING...\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_exact_names_only),
		cmocka_unit_test(runs_with_options_and_a_help_of_its_own),
		cmocka_unit_test(help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
