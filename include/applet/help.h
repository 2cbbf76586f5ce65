/* help.h - the texts of --help and --version, from the descriptor. */
#ifndef APPLET_HELP_H
#define APPLET_HELP_H

#include "applet/applet.h"
#include "text/output.h"

#define HOLDBOX_VERSION "0.1.0"

/* Appends the help of an applet: its synopsis, summary and options. */
void output_help(struct output *output, const struct applet *applet);

/* Appends "usage: ", its name and synopsis, and an empty line. */
void output_usage(struct output *output, const struct applet *applet);

/* Appends the help of the box. */
void output_box_help(struct output *output);

/* Appends the license that the running applet's descriptor has. */
void output_license(struct output *output);

/* Appends the configuration of the box. */
void output_box_config(struct output *output);

/* Appends the line of --version for the program of that name. */
void output_version(struct output *output, const char *name);

#endif
