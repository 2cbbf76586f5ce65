/* options - the option parser, by its promises and beside glibc's */
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/options.h"
#include "same_as_getopt.h"
#include "support.h"

enum { COLOR = OPTION_LONG, COLUMNS, LOUD };

static const struct applet_option table[] = {
	OPT('a', "all", NULL, "first"),
	OPT('n', "number", "N", "second"),
	OPT('o', NULL, "[=X]", "third"),
	OPT(COLOR, "color", "[=WHEN]", "fourth"),
	OPT(COLUMNS, "columns", "N", "fifth"),
	OPT(OPTION_ABSENT, "gone", NULL, "sixth"),
	{ .key = 0 },
};

/* Parses the words (the first is argv[0]) and says what came: "a n=5 color | operand operand". */
static const char *parse(char *words[], int flags)
{
	static char text[1024];
	struct options options = { .argv = words, .index = 1 };
	int key;

	unit_applet.options = table;
	unit_applet.flags = flags;
	*text = '\0';
	while ((key = option_next(&options))) {
		strcat(text, key == COLOR ? "color" : key == COLUMNS ? "columns" :
			     formatted("%c", key));
		if (options.argument)
			strcat(strcat(text, "="), options.argument);
		strcat(text, " ");
	}
	strcat(text, "|");
	for (words += options.index; *words; words++)
		strcat(strcat(text, " "), *words);
	return text;
}

/* As text, split at blanks; "" stands for an empty word. */
static const char *parse_line(const char *line, int flags)
{
	static char buffer[256], *words[32];
	int count = 0;

	strcpy(buffer, line);
	words[count++] = "unit";
	for (char *word = strtok(buffer, " "); word; word = strtok(NULL, " "))
		words[count++] = strcmp(word, "\"\"") ? word : "";
	words[count] = NULL;
	return parse(words, flags);
}

static void clusters(void **state)
{
	(void)state;
	assert_string_equal(parse_line("-a -aa", 0), "a a a |");
	assert_string_equal(parse_line("-an5 x", 0), "a n=5 | x");
	assert_string_equal(parse_line("-an 5 x", 0), "a n=5 | x");
	assert_string_equal(parse_line("-n -a", 0), "n=-a |");
	assert_string_equal(parse_line("-n --", 0), "n=-- |");
	assert_string_equal(parse_line("-n \"\" x", 0), "n= | x");
	assert_string_equal(parse_line("-o5 -o 5", 0), "o=5 o | 5");
	assert_string_equal(parse_line("-o=5", 0), "o==5 |");
}

static void long_options(void **state)
{
	(void)state;
	assert_string_equal(parse_line("--all --number=5 --number 6", 0), "a n=5 n=6 |");
	assert_string_equal(parse_line("--number= x", 0), "n= | x");
	assert_string_equal(parse_line("--number --all", 0), "n=--all |");
	assert_string_equal(parse_line("--number=a=b", 0), "n=a=b |");
	assert_string_equal(parse_line("--color --color=x --color x", 0),
			    "color color=x color | x");
}

static void abbreviations(void **state)
{
	(void)state;
	assert_string_equal(parse_line("--a --num=7 --colu 8 --colo", 0),
			    "a n=7 columns=8 color |");
}

static void operands(void **state)
{
	(void)state;
	assert_string_equal(parse_line("", 0), "|");
	assert_string_equal(parse_line("x -a", 0), "| x -a");
	assert_string_equal(parse_line("-a - -a", 0), "a | - -a");
	assert_string_equal(parse_line("\"\" -a", 0), "|  -a");
	assert_string_equal(parse_line("-a -- -a --", 0), "a | -a --");
}

static void permutation(void **state)
{
	(void)state;
	assert_string_equal(parse_line("x -a y -n 5 z", APPLET_PERMUTE), "a n=5 | x y z");
	assert_string_equal(parse_line("x y -an5 - z --color", APPLET_PERMUTE),
			    "a n=5 color | x y - z");
	assert_string_equal(parse_line("x -- -a y", APPLET_PERMUTE), "| x -a y");
	assert_string_equal(parse_line("x -a -- -a -- y", APPLET_PERMUTE), "a | x -a -- y");
	setenv("POSIXLY_CORRECT", "1", 1);
	assert_string_equal(parse_line("x -a y", APPLET_PERMUTE), "| x -a y");
}

static void end_again(void **state)
{
	char *words[] = { "unit", "x", "-a", "y", NULL };
	struct options options = { .argv = words, .index = 1 };

	(void)state;
	unit_applet.options = table;
	unit_applet.flags = APPLET_PERMUTE;
	assert_int_equal(option_next(&options), 'a');
	for (int i = 0; i < 3; i++) {
		assert_int_equal(option_next(&options), 0);
		assert_int_equal(options.index, 2);
	}
}

static int parse_in_child(void *data)
{
	char **words = data;

	return strcmp(parse(words + 1, **words == 'h' ? APPLET_SHORT_HELP : 0), "|") ? 1 : 0;
}

static void expect(char *words[], int status, const char *out, const char *err)
{
	struct outcome outcome;

	in_child(parse_in_child, words, &outcome);
	assert_string_equal(outcome.err, err);
	assert_string_equal(outcome.out, out);
	assert_int_equal(outcome.status, status);
}

/* A wrong command line: its message, with the hint after it, and the usage status. */
static void expect_error(const char *first, const char *second, const char *message)
{
	char *words[] = { "", "unit", (char *)first, (char *)second, NULL };
	char text[1024];

	strcpy(text, formatted("unit: %s\nTry 'unit --help' for more information.\n", message));
	expect(words, 99, "", text);
}

static void errors(void **state)
{
	(void)state;
	expect_error("-q", NULL, "invalid option -- 'q'");
	expect_error("-aq", NULL, "invalid option -- 'q'");
	expect_error("-\1", NULL, "invalid option -- ''$'\\001'");
	expect_error("-\2", NULL, "invalid option -- ''$'\\002'");
	expect_error("-\377", NULL, "invalid option -- ''$'\\377'");
	expect_error("-h", NULL, "invalid option -- 'h'");
	expect_error("-n", NULL, "option requires an argument -- 'n'");
	expect_error("-an", NULL, "option requires an argument -- 'n'");
	expect_error("--quiet", NULL, "unrecognized option '--quiet'");
	expect_error("--quiet=5", NULL, "unrecognized option '--quiet=5'");
	expect_error("--qu\x1b[m", NULL, "unrecognized option '--qu'$'\\033''[m'");
	expect_error("--gone", NULL, "unrecognized option '--gone'");
	expect_error("--all=x", NULL, "option '--all' doesn't allow an argument");
	expect_error("--help=x", NULL, "option '--help' doesn't allow an argument");
	expect_error("--number", NULL, "option '--number' requires an argument");
	expect_error("--numb", NULL, "option '--number' requires an argument");
	expect_error("--col", NULL,
		     "option '--col' is ambiguous; possibilities: '--color' '--columns'");
	expect_error("--c=5", "x",
		     "option '--c=5' is ambiguous; possibilities: '--color' '--columns'");
}

static void help_and_version(void **state)
{
	char *version[] = { "", "unit", "-a", "--version", "-q", NULL };
	char *abbreviated[] = { "", "unit", "--vers", NULL };
	char *letter[] = { "h", "unit", "-aV", NULL };
	char *help[] = { "", "unit", "--help", NULL };
	struct outcome outcome;

	(void)state;
	expect(version, 0, "unit (holdbox) 0.1.0\n", "");
	expect(abbreviated, 0, "unit (holdbox) 0.1.0\n", "");
	expect(letter, 0, "unit (holdbox) 0.1.0\n", "");
	in_child(parse_in_child, help, &outcome);
	assert_int_equal(outcome.status, 0);
	assert_memory_equal(outcome.out, "Usage: unit\n", 12);
	help[0] = letter[0];
	help[2] = "-h";
	in_child(parse_in_child, help, &outcome);
	assert_int_equal(outcome.status, 0);
	assert_memory_equal(outcome.out, "Usage: unit\n", 12);
}

static void without_table(void **state)
{
	char *version[] = { "unit", "--version", NULL };
	struct options options = { .argv = version, .index = 1 };

	(void)state;
	assert_null(unit_applet.options);
	version[1] = "x";
	assert_int_equal(option_next(&options), 0);
	assert_int_equal(options.index, 1);
}

static void second_vector(void **state)
{
	static char *first[] = { "unit", "-a", "-S", NULL };
	static char *second[] = { "unit", "-n", "3", "x", NULL };
	struct options options = { .argv = first, .index = 1 };

	(void)state;
	unit_applet.options = table;
	assert_int_equal(option_next(&options), 'a');
	options.argv = second; /* as env -S does it */
	options.index = 1;
	assert_int_equal(option_next(&options), 'n');
	assert_string_equal(options.argument, "3");
	assert_int_equal(option_next(&options), 0);
	assert_int_equal(options.index, 3);
}

static ssize_t keep_help_off_tap(int descriptor, const void *bytes, size_t count)
{
	return descriptor == 1 ? (ssize_t)count : syscall(SYS_write, descriptor, bytes, count);
}

static const char *random_word(void)
{
	static const char *const words[] = {
		"-a", "-n", "-n5", "-an", "-o", "-oX", "-x", "-y", "-yY", "-z", "-zZ", "-v", "-q",
		"--", "-", "", "x", "operand", "--a", "--al", "--all", "--almost", "--all=1",
		"--ad", "--adjustment", "--adjustment=3", "--ad=", "--out", "--output",
		"--output=f", "--output-", "--output-mode", "--output-m=3", "--ver", "--verb",
		"--verbo", "--verba=1", "--verbatim", "--vers", "--vers=1", "--version", "--help",
		"--he", "--help-", "--help-more", "--help=3", "--absent", "--=", "--=x", "---",
		"--x", "-axvn", "-axzy", "-ovax", "-V", "-VV", "-aq", "--nothing=at all", "-W",
		"-:", "-+",
	};

	return words[pseudo_random() % (sizeof(words) / sizeof(*words))];
}

static void beside_getopt(void **state)
{
	(void)state;
	on_write = keep_help_off_tap;
	for (int round = 0; round < 8000; round++) {
		char *argv[8] = { "unit" };
		int argc = 1 + pseudo_random() % 6;
		const char *difference;

		for (int i = 1; i < argc; i++)
			argv[i] = (char *)random_word();
		if (round % 16 == 15)
			setenv("POSIXLY_CORRECT", "", 1);
		difference = differs_from_getopt(argc, argv, round % 2);
		unsetenv("POSIXLY_CORRECT");
		if (!difference)
			continue;
		for (int i = 1; i < argc; i++)
			print_message("# argument '%s'\n", argv[i]);
		fail_test(difference);
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "reads clusters of short options", .test_func = clusters },
	{ .name = "reads long options and their values", .test_func = long_options },
	{ .name = "takes unambiguous abbreviations", .test_func = abbreviations },
	{ .name = "stops at the first operand, and at --", .test_func = operands },
	{ .name = "moves operands behind the options where it permutes",
	  .test_func = permutation },
	{ .name = "stays at the first operand when asked again", .test_func = end_again },
	{ .name = "reports wrong options and exits with the usage status",
	  .test_func = errors },
	{ .name = "answers --help and --version, and -h and -V where asked to",
	  .test_func = help_and_version },
	{ .name = "does without a table", .test_func = without_table },
	{ .name = "goes on with another vector", .test_func = second_vector },
	{ .name = "equals getopt_long for thousands of command lines",
	  .test_func = beside_getopt },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("options", tests);
}
