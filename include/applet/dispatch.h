/* dispatch.h - running an applet. */
#ifndef APPLET_DISPATCH_H
#define APPLET_DISPATCH_H

#include "applet/applet.h"

/*
 * Runs the applet in this process, in place of the running one, and exits with its status. argv
 * ends with NULL, which argc does not count.
 */
_Noreturn void dispatch_run(const struct applet *applet, int argc, char **argv);

#endif
