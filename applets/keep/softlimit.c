/* softlimit - run a program with other resource limits
 * daemontools https://cr.yp.to/daemontools/softlimit.html, as in runit 2.3
 */
#include <stddef.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "launch/change.h"

static const struct applet_option options[] = {
	OPT('a', NULL, "BYTES", "address space"),
	OPT('c', NULL, "BYTES", "size of core files"),
	OPT('d', NULL, "BYTES", "data segment"),
	OPT('f', NULL, "BYTES", "size of files written"),
	OPT('l', NULL, "BYTES", "locked memory"),
	OPT('m', NULL, "BYTES", "the same as -a, -d, -l and -s"),
	OPT('o', NULL, "N", "open files"),
	OPT('p', NULL, "N", "processes of the user"),
	OPT('r', NULL, "BYTES", "resident set"),
	OPT('s', NULL, "BYTES", "stack"),
	OPT('t', NULL, "SECONDS", "CPU time"),
	{ .key = 0 },
};

static int softlimit_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct change change = { 0 };
	int key;

	(void)argc;
	while ((key = option_next(&parsed))) {
		if (!change_limit(&change, key, parsed.argument))
			usage_exit();
	}
	change_and_run(&change, argv + parsed.index);
}

APPLET(softlimit) = {
	.name = "softlimit",
	.main = softlimit_main,
	.synopsis = "[-a allbytes] [-c corebytes] [-d databytes] [-f filebytes] [-l lockbytes] "
		    "[-m membytes] [-o openfiles] [-p processes] [-r residentbytes] "
		    "[-s stackbytes] [-t cpusecs] child",
	.summary = "Run a program with new soft resource limits; \"=\" means the hard limit.",
	.options = options,
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
