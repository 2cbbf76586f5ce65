/* help.h - --help and --version, from the descriptor. */
#ifndef APPLET_HELP_H
#define APPLET_HELP_H

#include "applet/applet.h"

#define HOLDBOX_VERSION "0.1.0"

/* Print to standard output; return the exit status: 0, or the applet's status of a write error. */
int help_print(const struct applet *applet);
int version_print(const char *name);

/* Prints the help as part of an error message: to error_descriptor. */
void help_report(const struct applet *applet);

#endif
