/* envuidgid - run a program with the IDs of a user in its environment
 * daemontools https://cr.yp.to/daemontools/envuidgid.html, as in runit 2.3
 */
#include "applet/applet.h"
#include "launch/change.h"

static int envuidgid_main(int argc, char **argv)
{
	(void)argc;
	change_strictly(CHANGE_IDS, argv);
}

APPLET(envuidgid) = {
	.name = "envuidgid",
	.main = envuidgid_main,
	.synopsis = "account child",
	.summary = "Run a program with UID and GID set to those of a user.",
	.failure = CHANGE_USAGE,
	.flags = APPLET_LIKE_RUNIT | APPLET_EXECS,
};
