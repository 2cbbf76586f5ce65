/* options.h - the one option parser: GNU's conventions, driven by the applet's table. */
#ifndef APPLET_OPTIONS_H
#define APPLET_OPTIONS_H

#include "applet/applet.h"

struct options {
	char **argv;          /* the arguments; env -S puts another vector here */
	int index;            /* the next one to read; after the last option, the first operand */
	int operands;         /* how many operands a permuting parse has set aside before index */
	const char *argument; /* of the option just returned, or NULL */
	const char *cluster;  /* the rest of a cluster of short options, or NULL */
};

/* Those of main's argv, for option_next. */
struct options options_of(char **argv);

/*
 * The key of the next option of the running applet, or 0 after the last: then argv + index are the
 * operands. Short clusters (-xy, -nVALUE, -n VALUE), --name=VALUE, --name VALUE, unambiguous
 * abbreviations; "--" ends the options and "-" is an operand. Stops at the first operand, or with
 * APPLET_PERMUTE moves operands behind the options (not if POSIXLY_CORRECT is set).
 * --help and --version print and exit. Reports a wrong option and exits (usage_error).
 * Standard: getopt_long(3).
 */
int option_next(struct options *options);

#endif
