/* help.h - the texts of --help and --version, from the descriptor. */
#ifndef APPLET_HELP_H
#define APPLET_HELP_H

#include "applet/applet.h"
#include "text/output.h"

#define HOLDBOX_VERSION "0.1.0"

/* Appends the help of an applet: its synopsis, summary and options. */
void output_help(struct output *output, const struct applet *applet);

/* Appends the line of --version for the program of that name. */
void output_version(struct output *output, const char *name);

#endif
