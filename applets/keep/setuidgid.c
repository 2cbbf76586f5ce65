/* setuidgid - run a program as another user
 * daemontools https://cr.yp.to/daemontools/setuidgid.html, as in runit 2.3
 */
#include "applet/applet.h"
#include "launch/change.h"

static int setuidgid_main(int argc, char **argv)
{
	(void)argc;
	change_strictly(CHANGE_USER, argv);
}

APPLET(setuidgid) = {
	.name = "setuidgid",
	.main = setuidgid_main,
	.synopsis = "account child",
	.summary = "Run a program as another user.",
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
