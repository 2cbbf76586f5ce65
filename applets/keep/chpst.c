/* chpst - run a program with a changed process state
 * runit 2.3 https://smarden.org/runit/chpst.8.html
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "launch/change.h"
#include "text/error.h"
#include "text/number.h"

enum { NICE_RANGE = 40 };

static const struct applet_option options[] = {
	OPT('u', NULL, "USER", "run as USER: NAME[:GROUP]... or :UID:GID[:GID]..."),
	OPT('U', NULL, "USER", "set UID and GID in the environment to those of USER"),
	OPT('b', NULL, "ARGV0", "run PROG with ARGV0 as its argument 0"),
	OPT('e', NULL, "DIR", "set variables from the files in DIR"),
	OPT('/', NULL, "ROOT", "change the root directory"),
	OPT('C', NULL, "DIR", "change the working directory (in ROOT)"),
	OPT('n', NULL, "INC", "add INC to the niceness"),
	OPT('l', NULL, "FILE", "lock FILE, creating it if needed; wait until it is free"),
	OPT('L', NULL, "FILE", "lock FILE, or fail if it is locked"),
	OPT('m', NULL, "BYTES", "limit data, stack, locked memory and address space"),
	OPT('d', NULL, "BYTES", "limit the data segment"),
	OPT('o', NULL, "N", "limit open files"),
	OPT('p', NULL, "N", "limit processes of the user"),
	OPT('f', NULL, "BYTES", "limit the size of files written"),
	OPT('c', NULL, "BYTES", "limit the size of core files"),
	OPT('r', NULL, "BYTES", "limit the resident set"),
	OPT('t', NULL, "SECONDS", "limit CPU time"),
	OPT('v', NULL, NULL, "report what is skipped in the DIR of -e"),
	OPT('P', NULL, NULL, "run in a new session"),
	OPT('0', NULL, NULL, "close standard input"),
	OPT('1', NULL, NULL, "close standard output"),
	OPT('2', NULL, NULL, "close standard error"),
	OPT('V', NULL, NULL, "print the version and the usage, and exit with 100"),
	{ .key = 0 },
};

static int read_niceness(const char *text)
{
	long long value = 0;

	if (number_parse(text, -NICE_RANGE, NICE_RANGE, &value) == NUMBER_INVALID)
		usage_exit();
	return (int)value;
}

static void take_lock(struct change *change, int key, const char *file)
{
	if (change->texts[CHANGE_LOCK])
		usage_exit();
	change->texts[CHANGE_LOCK] = file;
	change->lock_waits = key == 'l';
}

static void take_option(struct change *change, int key, const char *argument)
{
	static const char texts[] = "uUbe/C"; /* as in enum change_text */
	const char *text = strchr(texts, key);

	if (text)
		change->texts[text - texts] = argument;
	else if (key == 'n')
		change->niceness = read_niceness(argument);
	else if (key == 'l' || key == 'L')
		take_lock(change, key, argument);
	else if (key == 'v')
		change->verbose = true;
	else if (key == 'P')
		change->new_session = true;
	else if (key >= '0' && key <= '2')
		change->closed |= 1 << (key - '0');
	else if (key == 'V')
		usage_version();
	else if (*argument == '=' || !change_limit(change, key, argument))
		usage_exit();
}

static int chpst_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct change change = { 0 };
	int key;

	(void)argc;
	while ((key = option_next(&parsed)))
		take_option(&change, key, parsed.argument);
	change_and_run(&change, argv + parsed.index);
}

APPLET(chpst) = {
	.name = "chpst",
	.main = chpst_main,
	.synopsis = "[-vVP012] [-u user[:group]] [-U user[:group]] [-b argv0] [-e dir] [-/ root] "
		    "[-C pwd] [-n nice] [-l|-L lock] [-m n] [-d n] [-o n] [-p n] [-f n] [-c n] "
		    "[-t n] prog",
	.summary = "Run a program with a changed process state.",
	.options = options,
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
