/* quote - names in messages, beside GNU's and read back by shells */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "text/quote.h"

static void shapes(void **state)
{
	(void)state;
	assert_string_equal(formatted("%pq", ""), "''");
	assert_string_equal(formatted("%pq", "name"), "'name'");
	assert_string_equal(formatted("%pq", "a b\"$`\\!"), "'a b\"$`\\!'");
	assert_string_equal(formatted("%pq", "it's"), "\"it's\"");
	assert_string_equal(formatted("%pq", "'"), "\"'\"");
	assert_string_equal(formatted("%pq", "it's $5"), "'it'\\''s $5'");
	assert_string_equal(formatted("%pq", "a\nb"), "'a'$'\\n''b'");
	assert_string_equal(formatted("%pq", "\a\b\t\n\v\f\r\033\177"),
			    "''$'\\a\\b\\t\\n\\v\\f\\r\\033\\177'");
	assert_string_equal(formatted("%pq", "\n'x"), "''$'\\n'\\''x'");
	assert_string_equal(formatted("%pq", "\xc3\xa4"), "''$'\\303\\244'");
}

static void utf8(void **state)
{
	(void)state;
	setenv("LC_ALL", "C.UTF-8", 1);
	assert_string_equal(formatted("%pq", "\xc3\xa4's"), "\"\xc3\xa4's\"");
	assert_string_equal(formatted("%pq", "\xc3\xa4\xc2\x85"), "'\xc3\xa4'$'\\302\\205'");
	assert_string_equal(formatted("%pq", "\xc3"), "''$'\\303'");
}

static bool is_gnu(const char *program)
{
	const char *const argv[] = { program, "--version", NULL };
	const char *const environment[] = { "LC_ALL=C", NULL };
	int status;
	char *text = program_output(argv, environment, &status);
	bool result = text && strstr(text, "GNU coreutils");

	free(text);
	return result;
}

/* GNU's nohup cannot run the name, and says so: "nohup: failed to run command NAME: ..." */
static void expect_as_nohup(const char *name)
{
	const char *const argv[] = { "/usr/bin/nohup", "--", name, NULL };
	const char *const environment[] = { "LC_ALL=C", "PATH=/nonexistent", NULL };
	const char *wanted = formatted("/usr/bin/nohup: failed to run command %pq: ", name);
	int status;
	char *text = program_output(argv, environment, &status);
	char *line = text ? strstr(text, "/usr/bin/nohup: failed") : NULL;

	if (!line || strncmp(line, wanted, strlen(wanted)))
		fail_test(formatted("ours: %s\nGNU:  %s", wanted, text));
	free(text);
}

/*
 * Of a name that has a single quote and ends in an escape, coreutils 9.1 makes what no shell reads
 * back: it looks at the name twice and begins the second time within the escape.
 */
static bool gnu_errs(const char *name)
{
	unsigned char last = name[strlen(name) - 1];

	return strchr(name, '\'') && (last < 0x20 || last >= 0x7f);
}

static void beside_nohup(void **state)
{
	static const char *const forms[] = { "%c", "a%c", "'%ca", "%c'", NULL };

	(void)state;
	if (!is_gnu("/usr/bin/nohup")) {
		print_message("# GNU nohup is not installed\n");
		return;
	}
	for (int byte = 1; byte < 256; byte++) {
		for (int form = 0; forms[form]; form++) {
			char name[8], *to = name;

			for (const char *from = forms[form]; *from; from++) {
				if (*from == '%')
					*to++ = (char)byte, from++;
				else
					*to++ = *from;
			}
			*to = '\0';
			if (!gnu_errs(name))
				expect_as_nohup(name);
		}
	}
}

enum { NAMES = 500, NAME_SIZE = 24 };

static char names[NAMES][NAME_SIZE];

/* Whether names[i], which is complete, will do: there must be no such file. */
static bool finish_name(int i)
{
	struct stat status;

	if (gnu_errs(names[i]))
		names[i][strlen(names[i]) - 1] = 'e';
	return lstat(names[i], &status) && errno == ENOENT;
}

/* Names of bytes from alphabet, or of any bytes. */
static void make_names(const char *alphabet)
{
	for (int i = 0; i < NAMES; i++) {
		int length = 1 + pseudo_random() % (NAME_SIZE - 1);

		for (int at = 0; at < length; at++)
			names[i][at] = alphabet ? alphabet[pseudo_random() % strlen(alphabet)] :
						  (char)(1 + pseudo_random() % 255);
		names[i][length] = '\0';
		if (!finish_name(i))
			i--;
	}
}

/* Names of characters of each length, and of bytes that are none. */
static void make_utf8_names(void)
{
	static const char *const pieces[] = {
		"a", " ", "'", "$", "\n", "\303\244", "\342\202\254", "\360\237\230\200",
		"\302\205", "\342\200\250", "\303", "\342\202", "\205", "\377", "\355\240\200",
	};

	for (int i = 0; i < NAMES; i++) {
		int count = 1 + pseudo_random() % 5;

		*names[i] = '\0';
		while (count--)
			strcat(names[i],
			       pieces[pseudo_random() % (sizeof(pieces) / sizeof(*pieces))]);
		if (!finish_name(i))
			i--;
	}
}

/* GNU's stat quotes as its nohup does and takes many names at once. */
static void expect_as_stat(const char *locale)
{
	const char *argv[NAMES + 4] = { "/usr/bin/stat", "--" };
	const char *const environment[] = { locale, NULL };
	char *text, *line, *end;
	int status;

	for (int i = 0; i < NAMES; i++)
		argv[2 + i] = names[i];
	text = line = program_output(argv, environment, &status);
	setenv("LC_ALL", strchr(locale, '=') + 1, 1);
	for (int i = 0; i < NAMES; i++, line = end + 1) {
		const char *ours = formatted("%pq: No such file or directory", names[i]);

		end = line ? strchr(line, '\n') : NULL;
		assert_non_null(end);
		*end = '\0';
		/* "stat: cannot statx NAME: ..." */
		line = strstr(line, "cannot stat");
		assert_non_null(line);
		line = strchr(line + 7, ' ') + 1;
		if (strcmp(line, ours))
			fail_test(formatted("ours: %s\nGNU:  %s", ours, line));
	}
	free(text);
}

static void beside_stat(void **state)
{
	static const char *const alphabets[] = {
		NULL, "ab'", "a'\n\t\001", "ab '\"$!#~{}-=?*[]\\%+:@,._", "'\\\n\377", NULL,
	};

	(void)state;
	if (!is_gnu("/usr/bin/stat")) {
		print_message("# GNU stat is not installed\n");
		return;
	}
	if (chdir(scratch()))
		give_up(scratch());
	for (int i = 0; i == 0 || alphabets[i]; i++) {
		make_names(alphabets[i]);
		expect_as_stat("LC_ALL=C");
	}
	make_utf8_names();
	expect_as_stat("LC_ALL=C");
	expect_as_stat("LC_ALL=C.UTF-8");
}

/* GNU's sleep escapes the intervals that it rejects, and takes many of them at once. */
static void expect_as_sleep(const char *locale)
{
	const char *argv[NAMES + 3] = { "/usr/bin/sleep", "--" };
	const char *const environment[] = { locale, NULL };
	char *text, *line;
	int status;

	for (int i = 0; i < NAMES; i++) {
		names[i][0] = 'x'; /* not a number */
		argv[2 + i] = names[i];
	}
	text = line = program_output(argv, environment, &status);
	for (int i = 0; i < NAMES; i++) {
		const char *ours =
			formatted("/usr/bin/sleep: invalid time interval %pc\n", names[i]);

		if (strncmp(line, ours, strlen(ours)))
			fail_test(formatted("ours: %s\nGNU:  %s", ours, line));
		line += strlen(ours);
	}
	free(text);
}

static void beside_sleep(void **state)
{
	(void)state;
	if (!is_gnu("/usr/bin/sleep")) {
		print_message("# GNU sleep is not installed\n");
		return;
	}
	make_names(NULL);
	expect_as_sleep("LC_ALL=C");
	make_names("'\\\n\377a");
	expect_as_sleep("LC_ALL=C");
}

static void escapes(void **state)
{
	(void)state;
	assert_string_equal(formatted("%pc", ""), "''");
	assert_string_equal(formatted("%pc", "a b\"$`!"), "'a b\"$`!'");
	assert_string_equal(formatted("%pc", "it's \\"), "'it\\'s \\\\'");
	assert_string_equal(formatted("%pc", "\a\b\t\n\v\f\r\033\1777"),
			    "'\\a\\b\\t\\n\\v\\f\\r\\033\\1777'");
	assert_string_equal(formatted("%pc", "\xc3\xa4"), "'\\303\\244'");
	setenv("LC_ALL", "C.UTF-8", 1);
	assert_string_equal(formatted("%pc", "\xc3\xa4\xc3"), "'\xc3\xa4\\303'");
}

static void bare(void **state)
{
	(void)state;
	assert_string_equal(formatted("%pn", ""), "''");
	assert_string_equal(formatted("%pn", "it's $5 \\ \""), "it's $5 \\ \"");
	assert_string_equal(formatted("%pn", "a\nb"), "'a'$'\\n''b'");
	assert_string_equal(formatted("%pn", "b\177"), "'b'$'\\177'");
	assert_string_equal(formatted("%pn", "\xc3\xa4"), "''$'\\303\\244'");
	setenv("LC_ALL", "C.UTF-8", 1);
	assert_string_equal(formatted("%pn", "a\xc3\xa4"), "a\xc3\xa4");
	assert_string_equal(formatted("%pn", "a\xc3"), "'a'$'\\303'");
}

/* Lets a shell print what it reads in the quoted names, with a line after each. */
static void read_back(const char *shell, const char *locale)
{
	static char script[NAMES * NAME_SIZE * 8], wanted[NAMES * (NAME_SIZE + 2)];
	const char *const argv[] = { shell, "-c", script, NULL };
	const char *const environment[] = { locale, NULL };
	char *text, *end = script, *wanted_end = wanted;
	int status;

	end = stpcpy(end, "printf '%s\\n'");
	for (int i = 0; i < NAMES; i++) {
		end = stpcpy(stpcpy(end, " "), formatted("%pq", names[i]));
		wanted_end = stpcpy(stpcpy(wanted_end, names[i]), "\n");
	}
	text = program_output(argv, environment, &status);
	if (!text || strcmp(text, wanted))
		fail_test(formatted("%s reads something else: %s", shell, text ? text : ""));
	free(text);
}

static void round_trip(void **state)
{
	(void)state;
	make_names("ab '\"$`\\!#~{}()<>|&;-=?*[]^%+:@,._/09");
	read_back("/bin/sh", "LC_ALL=C");
	if (access("/bin/bash", X_OK)) {
		print_message("# bash is not installed\n");
		return;
	}
	read_back("/bin/bash", "LC_ALL=C");
	make_names(NULL);
	read_back("/bin/bash", "LC_ALL=C");
	make_names("a'\n\t\001\\ 12");
	read_back("/bin/bash", "LC_ALL=C");
	setenv("LC_ALL", "C.UTF-8", 1);
	make_utf8_names();
	read_back("/bin/bash", "LC_ALL=C.UTF-8");
}

static void no_control_byte(void **state)
{
	(void)state;
	for (int round = 0; round < 2; round++) {
		make_names(NULL);
		for (int i = 0; i < NAMES; i++) {
			const char *all = formatted("%pq%pc%pn", names[i], names[i], names[i]);

			for (const char *at = all; *at; at++)
				assert_true((*at >= ' ' && *at < 0x7f) || (round && *at < 0));
		}
		setenv("LC_ALL", "C.UTF-8", 1);
	}
}

static const struct CMUnitTest tests[] = {
	{ .name = "quotes as a shell reads it", .test_func = shapes },
	{ .name = "leaves printable characters where the locale is UTF-8", .test_func = utf8 },
	{ .name = "equals GNU nohup for every byte, with a letter and with a quote",
	  .test_func = beside_nohup },
	{ .name = "equals GNU for thousands of names, in C and in UTF-8",
	  .test_func = beside_stat },
	{ .name = "is read back by shells as the name", .test_func = round_trip },
	{ .name = "escapes other arguments like GNU sleep", .test_func = beside_sleep },
	{ .name = "escapes as C does", .test_func = escapes },
	{ .name = "quotes a bare name only if it needs that", .test_func = bare },
	{ .name = "never lets a control byte through", .test_func = no_control_byte },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("quote", tests);
}
