/* dispatch.c - main: which applet argv[0] asks for. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "applet/box.h"
#include "applet/dispatch.h"
#include "applet/list.h"
#include "applet/row.h"
#include "applet/self.h"
#include "applet_list.h"
#include "file/descriptor.h"
#include "text/byte.h"
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
	if (!ALL_EXEC && !(applet->flags & APPLET_EXECS))
		name_process(applet_name(applet));
	return applet->main(argc, argv);
}

void dispatch_run(const struct applet *applet, int argc, char **argv)
{
	error_descriptor = 2;
	exit(run(applet, argc, argv));
}

/*
 * The applet that the link by which we were called leads to, as from /etc/init.d/SERVICE to sv; if
 * there is none, fails with what applet_reject says of name. Not inline: its room on the stack
 * would cost every launch a page fault.
 */
__attribute__((noinline)) static const struct applet *applet_linked(const char *name)
{
	const struct applet *applet = NULL;
	char target[PATH_MAX];

	if (self_path() && link_read(AT_FDCWD, self_path(), target, sizeof(target)) > 0)
		applet = applet_find(base_name(target));
	return applet ? applet : applet_known(name);
}

/* Whether name begins with "holdbox"; most names differ in the first letter, at every launch. */
static bool is_box(const char *name)
{
	return *name == 'h' && text_begins(name, "holdbox", strlen("holdbox"));
}

int main(int argc, char **argv)
{
	const struct applet *applet;
	const char *name;

	running_applet = &box_applet;
	error_status = box_applet.failure;
	error_name = applet_name(&box_applet);
	if (getauxval(AT_SECURE))
		fail(125, "refusing to run set-user-ID or with file capabilities");
	if (argc < 1)
		fail(127, "no name to run as: argv[0] is missing");
	if (STANDALONE)
		return run(applet_at(0), argc, argv);
	while (is_box(name = called_as(argv[0]))) {
		if (argc < 2 || argv[1][0] == '-' || !strcmp(argv[1], "help"))
			return box_main(argc, argv);
		argv++;
		argc--;
	}
	applet = applet_find(name);
	return run(applet ? applet : applet_linked(name), argc, argv);
}
