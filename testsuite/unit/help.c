/* help - what --help and --version print */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "applet/help.h"
#include "applet/usage.h"
#include "support.h"

static int print_help(void *data)
{
	return help_print(data);
}

static int print_version(void *data)
{
	return version_print(data);
}

static void expect_help(const struct applet *applet, const char *wanted)
{
	struct outcome outcome;

	in_child(print_help, (void *)applet, &outcome);
	assert_string_equal(outcome.out, wanted);
	assert_string_equal(outcome.err, "");
	assert_int_equal(outcome.status, 0);
}

static void plain(void **state)
{
	(void)state;
	expect_help(&unit_applet, CONFIG_FEATURE_HELP ?
		"Usage: unit\n"
		"Be tested.\n"
		"\n"
		"      --help                 display this help and exit\n"
		"      --version              output version information and exit\n" :
		"Usage: unit\n"
		"\n"
		"      --help\n"
		"      --version\n");
}

static void usage_lines(void **state)
{
	(void)state;
	unit_applet.synopsis = "[OPTION]... FILE\n-x\n\n--last";
	unit_applet.summary = "One.\nTwo.";
	unit_applet.flags = APPLET_SHORT_HELP;
	expect_help(&unit_applet, CONFIG_FEATURE_HELP ?
		"Usage: unit [OPTION]... FILE\n"
		"  or:  unit -x\n"
		"  or:  unit\n"
		"  or:  unit --last\n"
		"One.\n"
		"Two.\n"
		"\n"
		"  -h, --help                 display this help and exit\n"
		"  -V, --version              output version information and exit\n" :
		"Usage: unit [OPTION]... FILE\n"
		"  or:  unit -x\n"
		"  or:  unit\n"
		"  or:  unit --last\n"
		"\n"
		"  -h, --help\n"
		"  -V, --version\n");
}

static const struct applet_option table[] = {
	OPT('a', "all", NULL, "everything"),
	OPT('b', NULL, NULL, "letter"),
	OPT('c', NULL, "FILE", "letter and argument"),
	OPT('d', "dir", "DIRECTORY", "first line\nsecond line"),
	OPT(OPTION_ABSENT, "gone", NULL, "not to be seen"),
	OPT(256, "long-only", "[=WHEN]", "may have one"),
	OPT(257, "nineteen-letters-in", NULL, "up to the column, but for two blanks"),
	OPT(258, "twenty-letters-in-it", NULL, "on a line of its own"),
	OPT(259, "much-longer-than-there-is-any-room", "ARGUMENT", "as well"),
	OPT('e', "quiet", NULL, NULL),
	{ .key = 0 },
};

static void options(void **state)
{
	(void)state;
	unit_applet.options = table;
	expect_help(&unit_applet, CONFIG_FEATURE_HELP ?
		"Usage: unit\n"
		"Be tested.\n"
		"\n"
		"  -a, --all                  everything\n"
		"  -b                         letter\n"
		"  -c FILE                    letter and argument\n"
		"  -d, --dir=DIRECTORY        first line\n"
		"                             second line\n"
		"      --long-only[=WHEN]     may have one\n"
		"      --nineteen-letters-in  up to the column, but for two blanks\n"
		"      --twenty-letters-in-it\n"
		"                             on a line of its own\n"
		"      --much-longer-than-there-is-any-room=ARGUMENT\n"
		"                             as well\n"
		"  -e, --quiet\n"
		"      --help                 display this help and exit\n"
		"      --version              output version information and exit\n" :
		"Usage: unit\n"
		"\n"
		"  -a, --all\n"
		"  -b\n"
		"  -c FILE\n"
		"  -d, --dir=DIRECTORY\n"
		"      --long-only[=WHEN]\n"
		"      --nineteen-letters-in\n"
		"      --twenty-letters-in-it\n"
		"      --much-longer-than-there-is-any-room=ARGUMENT\n"
		"  -e, --quiet\n"
		"      --help\n"
		"      --version\n");
}

static void version(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(print_version, "name", &outcome);
	assert_string_equal(outcome.out, "name (holdbox) " HOLDBOX_VERSION "\n");
	assert_int_equal(outcome.status, 0);
}

static int print_to_full(void *data)
{
	dup2(open("/dev/full", O_WRONLY | O_CLOEXEC), 1);
	return data ? version_print(data) : help_print(&unit_applet);
}

static void unwritable(void **state)
{
	struct outcome outcome;

	(void)state;
	in_child(print_to_full, NULL, &outcome);
	assert_int_equal(outcome.status, 99);
	assert_string_equal(outcome.err, "unit: write error: No space left on device\n");
	unit_applet.write_failure = 4;
	in_child(print_to_full, "name", &outcome);
	assert_int_equal(outcome.status, 4);
	assert_string_equal(outcome.err, "unit: write error: No space left on device\n");
}

static const struct CMUnitTest tests[] = {
	{ .name = "has --help and --version without any table", .test_func = plain },
	{ .name = "has a line for each use, and the letters where they are taken",
	  .test_func = usage_lines },
	{ .name = "shows options in columns, but none that is configured out",
	  .test_func = options },
	{ .name = "prints the version", .test_func = version },
	{ .name = "fails with the applet's status on a write error", .test_func = unwritable },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("help", tests);
}
