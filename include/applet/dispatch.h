/* dispatch.h - which applets there are, and running one. */
#ifndef APPLET_DISPATCH_H
#define APPLET_DISPATCH_H

#include <stdbool.h>
#include "applet/applet.h"

/* The compiled-in applet of this name, or NULL. Only the exact name matches. */
const struct applet *dispatch_find(const char *name);

/*
 * Runs the applet in this process, for the one that runs now, and exits with its status. argv ends
 * with NULL, which argc does not count.
 */
_Noreturn void dispatch_run(const struct applet *applet, int argc, char **argv);

/* The part of path after the last slash; path itself where there is none. */
const char *base_name(const char *path);

#endif
