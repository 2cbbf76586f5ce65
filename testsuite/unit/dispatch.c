/* dispatch - which applet a name asks for, and what the box says of itself */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/list.h"
#include "config_text.h"
#include "support.h"
#include "text/path.h"

int dispatch_main(int argc, char **argv); /* libcommon's main, renamed for these tests */

static int call_main(void *data)
{
	char **argv = data;
	int argc = 0;

	while (argv[argc])
		argc++;
	return dispatch_main(argc, argv);
}

/* Calls main with the words of line, split at blanks. */
static void call(const char *line, struct outcome *outcome)
{
	char buffer[256], *argv[16];
	int argc = 0;

	strcpy(buffer, line);
	for (char *word = strtok(buffer, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	argv[argc] = NULL;
	in_child(call_main, argv, outcome);
}

static void expect(const char *line, int status, const char *out, const char *err)
{
	struct outcome outcome;

	call(line, &outcome);
	assert_string_equal(outcome.err, err);
	assert_string_equal(outcome.out, out);
	assert_int_equal(outcome.status, status);
}

static void base_names(void **state)
{
	const char *path = "plain";

	(void)state;
	assert_ptr_equal(base_name(path), path);
	assert_string_equal(base_name("/usr/bin/nohup"), "nohup");
	assert_string_equal(base_name("./nohup"), "nohup");
	assert_string_equal(base_name("a//b"), "b");
	assert_string_equal(base_name("a/"), "");
	assert_string_equal(base_name("/"), "");
	assert_string_equal(base_name(""), "");
}

static void lookups(void **state)
{
	(void)state;
	assert_ptr_equal(applet_find("unit"), &unit_applet);
	assert_ptr_equal(applet_find("second"), &second_applet);
	assert_null(applet_find(""));
	assert_null(applet_find("uni"));
	assert_null(applet_find("units"));
	assert_null(applet_find("Unit"));
	assert_null(applet_find("./unit"));
	assert_null(applet_find("holdbox"));
	assert_ptr_equal(applet_at(0), &second_applet);
	assert_ptr_equal(applet_at(1), &unit_applet);
	assert_null(applet_at(2));
}

static void links(void **state)
{
	(void)state;
	expect("unit", 41, "unit 1 unit\n", "");
	expect("/usr/bin/unit a b", 43, "unit 3 /usr/bin/unit\n", "");
	expect("-unit", 41, "unit 1 -unit\n", "");
	expect("-/bin/second", 0, "second 1 -/bin/second called /bin/second\n", "");
	expect("./second x", 0, "second 2 ./second called ./second\n", "");
}

static void box_names(void **state)
{
	(void)state;
	expect("holdbox unit a", 42, "unit 2 unit\n", "");
	expect("/bin/holdbox /usr/bin/unit", 41, "unit 1 /usr/bin/unit\n", "");
	expect("holdbox-x86_64 second", 0, "second 1 second called second\n", "");
	expect("holdbox holdbox unit", 41, "unit 1 unit\n", "");
	expect("-holdbox unit --help", 42, "unit 2 unit\n", "");
}

static void unknown(void **state)
{
	(void)state;
	expect("nothing", 127, "", "holdbox: 'nothing': no such applet\n");
	expect("/bin/it's", 127, "", "holdbox: \"it's\": no such applet\n");
	expect("a/", 127, "", "holdbox: '': no such applet\n");
	expect("holdbox nothing", 127, "", "holdbox: 'nothing': no such applet\n");
	expect("./holdbox uni", 127, "",
	       "holdbox: 'uni': no such applet; did you mean 'unit'?\n");
	expect("hold", 127, "", "holdbox: 'hold': no such applet\n");
	expect("", 127, "", "holdbox: no name to run as: argv[0] is missing\n");
}

static void lists(void **state)
{
	struct outcome version;

	(void)state;
	expect("holdbox --list", 0, "second\nunit\n", "");
	expect("holdbox --list-full", 0, LINK_PREFIX "second\n" LINK_PREFIX "unit\n", "");
	call("holdbox --version", &version);
	assert_ptr_equal(strstr(version.out, "holdbox (holdbox) 0.1.0\n"), version.out);
	expect("holdbox --config", 0, CONFIG_TEXT, "");
}

static void helps(void **state)
{
	struct outcome bare, help;

	(void)state;
	call("holdbox", &bare);
	call("holdbox-static --help", &help);
	assert_int_equal(help.status, 0);
	assert_string_equal(help.out, bare.out);
	assert_memory_equal(help.out, "Usage: holdbox APPLET", 21);
	assert_non_null(strstr(help.out, "\nApplets:\n"));
	assert_string_equal(help.err, "");
}

static void wrong_options(void **state)
{
	static const char hint[] = "Try 'holdbox --help' for more information.\n";

	(void)state;
	expect("holdbox --lis", 127, "",
	       formatted("holdbox: unrecognized option '--lis'; did you mean '--list'?\n%s",
			 hint));
	expect("holdbox --lists", 127, "",
	       formatted("holdbox: unrecognized option '--lists'; did you mean '--list'?\n%s",
			 hint));
	expect("holdbox -x", 127, "", formatted("holdbox: unrecognized option '-x'\n%s", hint));
	expect("holdbox --list x", 127, "", formatted("holdbox: extra operand 'x'\n%s", hint));
	expect("holdbox --install", 127, "",
	       formatted("holdbox: --install takes [-s] and one directory\n%s", hint));
	expect("holdbox --install -s", 127, "",
	       formatted("holdbox: --install takes [-s] and one directory\n%s", hint));
	expect("holdbox --install a b", 127, "",
	       formatted("holdbox: --install takes [-s] and one directory\n%s", hint));
}

static void installs(void **state)
{
	struct stat own, link;

	(void)state;
	if (chdir(scratch()) || mkdir("symbolic", 0755))
		give_up(scratch());
	expect("holdbox --install -s symbolic", 0, "", "");
	expect("holdbox --install -s symbolic", 0, "", ""); /* all there already */
	assert_int_equal(stat("/proc/self/exe", &own), 0);
	assert_int_equal(stat("symbolic/second", &link), 0);
	assert_int_equal(link.st_ino, own.st_ino);
	assert_int_equal(unlink("symbolic/unit") || mkdir("symbolic/unit", 0755), 0);
	expect("holdbox --install -s symbolic", 1, "",
	       "holdbox: cannot link 'unit' in 'symbolic': File exists\n");
	expect("holdbox --install missing", 1, "",
	       "holdbox: 'missing': No such file or directory\n");
}

static const struct CMUnitTest tests[] = {
	{ .name = "takes the part after the last slash", .test_func = base_names },
	{ .name = "finds applets by their exact names", .test_func = lookups },
	{ .name = "runs the applet that the link is named after", .test_func = links },
	{ .name = "runs the applet that the box's argument names", .test_func = box_names },
	{ .name = "reports an unknown name with 127", .test_func = unknown },
	{ .name = "lists applets and configuration", .test_func = lists },
	{ .name = "prints its help, without arguments too", .test_func = helps },
	{ .name = "matches its own options exactly", .test_func = wrong_options },
	{ .name = "installs links and keeps what is there", .test_func = installs },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("dispatch", tests);
}
