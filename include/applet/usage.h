/* usage.h - usage errors, --help and --version. */
#ifndef APPLET_USAGE_H
#define APPLET_USAGE_H

#include "applet/applet.h"

/* Print to standard output; return the exit status: 0, or the applet's status of a write error. */
int help_print(const struct applet *applet);
int version_print(const char *name);

/*
 * error(), then the hint to try --help, or what the applet's flags ask for instead; exits with the
 * applet's status for usage errors.
 */
_Noreturn void usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same without a message, and with the line of --version in place of it. */
_Noreturn void usage_exit(void);
_Noreturn void usage_version(void);

#endif
