/* setlock - run a program while holding a lock
 * daemontools https://cr.yp.to/daemontools/setlock.html, as in runit 2.3
 */
#include <stdbool.h>
#include <stddef.h>

#include "applet/options.h"
#include "launch/change.h"

static const struct applet_option options[] = {
	OPT('n', NULL, NULL, "fail if the lock is taken"),
	OPT('N', NULL, NULL, "wait until it is free (default)"),
	OPT('x', NULL, NULL, "if the lock or the program fails, exit with 0, silently"),
	OPT('X', NULL, NULL, "report that, and exit with 111 (default)"),
	{ .key = 0 },
};

static int setlock_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct change change = { .lock_waits = true };
	int key;

	(void)argc;
	while ((key = option_next(&parsed))) {
		if (key == 'n' || key == 'N')
			change.lock_waits = key == 'N';
		else
			change.quiet = key == 'x';
	}
	change_by_operand(&change, CHANGE_LOCK, argv + parsed.index);
}

APPLET(setlock) = {
	.name = "setlock",
	.main = setlock_main,
	.synopsis = "[ -nNxX ] file program [ arg ... ]",
	.summary = "Run a program while holding a lock on a file.",
	.options = options,
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
