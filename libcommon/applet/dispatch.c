/* dispatch.c - main: which applet argv[0] asks for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>

#include "applet/box.h"
#include "applet/dispatch.h"
#include "applet/list.h"
#include "applet/self.h"
#include "applet_list.h"
#include "text/error.h"
#include "text/format.h"
#include "text/path.h"

const struct applet *running_applet;

/* The leading dash of a login shell is not part of the name. */
static const char *called_as(const char *argument)
{
	return base_name(*argument == '-' ? argument + 1 : argument);
}

/*
 * Names the process after the applet, as pgrep expects. The kernel named it after the file that it
 * executed, so nothing is to be done unless the two names differ.
 */
static void name_process(const char *name)
{
	const char *path = self_path();

	if (!path || strcmp(base_name(path), name))
		prctl(PR_SET_NAME, name);
}

static int run(const struct applet *applet, int argc, char **argv)
{
	running_applet = applet;
	error_status = applet->failure;
	error_name = *argv[0] == '-' ? argv[0] + 1 : argv[0];
	if (applet->flags & APPLET_SHORT_NAME)
		error_name = base_name(error_name);
	if (!(applet->flags & APPLET_EXECS))
		name_process(applet->name);
	return applet->main(argc, argv);
}

void dispatch_run(const struct applet *applet, int argc, char **argv)
{
	error_descriptor = 2;
	exit(run(applet, argc, argv));
}

int main(int argc, char **argv)
{
	static const struct applet box = { .name = "holdbox", .failure = 127 };
	const char *name;

	running_applet = &box;
	error_status = box.failure;
	error_name = box.name;
	if (getauxval(AT_SECURE))
		fail(125, "refusing to run set-user-ID or with file capabilities");
	if (argc < 1)
		fail(127, "no name to run as: argv[0] is missing");
	if (STANDALONE)
		return run(applets[0], argc, argv);
	while (!strncmp(name = called_as(argv[0]), box.name, strlen(box.name))) {
		if (argc < 2 || argv[1][0] == '-' || !strcmp(argv[1], "help"))
			return box_main(argc, argv);
		argv++;
		argc--;
	}
	return run(applet_known(name), argc, argv);
}
