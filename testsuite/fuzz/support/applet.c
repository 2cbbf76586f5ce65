/* applet.c - the running applet of the fuzz targets, in place of dispatch.c. */
#include <stddef.h>
#include <stdlib.h>

#include "applet/applet.h"
#include "applet/dispatch.h"
#include "applet/list.h"
#include "text/error.h"

static const struct applet fuzz_applet = {
	.name = "fuzz", .synopsis = "", .summary = "Be tried.", .failure = 99,
};

const struct applet *running_applet = &fuzz_applet;

const struct applet *applet_at(size_t index)
{
	return index ? NULL : &fuzz_applet;
}

const struct applet *applet_find(const char *name)
{
	(void)name;
	return NULL;
}

void dispatch_run(const struct applet *applet, int argc, char **argv)
{
	(void)applet;
	(void)argc;
	(void)argv;
	abort();
}
