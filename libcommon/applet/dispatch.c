/* dispatch.c - main: which applet argv[0] asks for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>

#include "applet_list.h"
#include "applet/box.h"
#include "applet/dispatch.h"
#include "text/error.h"
#include "launch/exec.h"
#include "text/format.h"

/* One line names every applet twice, so that one without its code is undefined when linking. */
#define DECLARE(id) extern const struct applet id##_applet;
#define ADDRESS(id) &id##_applet,

APPLET_LIST(DECLARE)

const struct applet *const applets[] = { APPLET_LIST(ADDRESS) NULL };

struct running running;

const char *base_name(const char *path)
{
	const char *base = path;

	while (*path) {
		if (*path++ == '/')
			base = path;
	}
	return base;
}

const struct applet *dispatch_find(const char *name)
{
	for (const struct applet *const *applet = applets; *applet; applet++) {
		/* most differ in their first letter: no call for those, this is the launch path */
		if ((*applet)->name[0] == *name && !strcmp((*applet)->name, name))
			return *applet;
	}
	return NULL;
}

/* A login shell's dash does not belong to the name. */
static const char *called_as(const char *argument)
{
	return base_name(*argument == '-' ? argument + 1 : argument);
}

/*
 * The process gets the applet's name, which pgrep looks for. The kernel named it after the file
 * that it started: only where that is another name is there anything to do.
 */
static void name_process(const char *name)
{
	const char *path = exec_self_path();

	if (!path || strcmp(base_name(path), name))
		prctl(PR_SET_NAME, name);
}

static int run(const struct applet *applet, int argc, char **argv)
{
	running.applet = applet;
	running.name = *argv[0] == '-' ? argv[0] + 1 : argv[0];
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
	const struct applet *applet;
	const char *name;

	running = (struct running){ .applet = &box, .name = box.name };
	if (getauxval(AT_SECURE))
		fail(125, "refusing to run set-user-ID or with file capabilities");
	if (argc < 1)
		fail(127, "no name to run as: argv[0] is missing");
	if (STANDALONE)
		return run(applets[0], argc, argv);
	while (!strncmp(name = called_as(argv[0]), box.name, strlen(box.name))) {
		if (argc < 2 || argv[1][0] == '-')
			return box_main(argc, argv);
		argv++;
		argc--;
	}
	applet = dispatch_find(name);
	if (!applet)
		fail(127, "%pq: no such applet", name);
	return run(applet, argc, argv);
}
