/* envdir - run a program with variables from a directory
 * daemontools https://cr.yp.to/daemontools/envdir.html, as in runit 2.3
 */
#include "applet/applet.h"
#include "launch/change.h"

static int envdir_main(int argc, char **argv)
{
	(void)argc;
	change_strictly(CHANGE_VARIABLES, argv);
}

APPLET(envdir) = {
	.name = "envdir",
	.main = envdir_main,
	.synopsis = "dir child",
	.summary = "Run a program with an environment changed by the files in a directory.",
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
