/* pgrphack - run a program in a new session
 * daemontools https://cr.yp.to/daemontools/pgrphack.html, as in runit 2.3
 */
#include <stdbool.h>

#include "applet/options.h"
#include "launch/change.h"

static int pgrphack_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct change change = { .new_session = true };

	(void)argc;
	option_next(&parsed);
	change_and_run(&change, argv + parsed.index);
}

APPLET(pgrphack) = {
	.name = "pgrphack",
	.main = pgrphack_main,
	.synopsis = "child",
	.summary = "Run a program in a new session, and so in a process group of its own.",
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
