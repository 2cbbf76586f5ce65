/* usage.c - usage errors, --help and --version. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include "applet/failure.h"
#include "applet/help.h"
#include "applet/usage.h"
#include "text/error.h"

int help_print(const struct applet *applet)
{
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	output_help(&output, applet);
	return output_finish(&output);
}

int version_print(const char *name)
{
	char buffer[128];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	output_version(&output, name);
	return output_finish(&output);
}

/* The help as part of an error message. */
static void help_report(const struct applet *applet)
{
	char buffer[1024];
	struct output output;

	error_start(&output, buffer, sizeof(buffer));
	output_help(&output, applet);
	error_flush(&output);
}

void usage_error(const char *format, ...)
{
	bool hint = !(running_applet->flags & (APPLET_NO_HINT | APPLET_ERROR_HELP));
	va_list arguments;

	va_start(arguments, format);
	verror(hint ? "Try '%s --help' for more information.\n" : NULL, format, arguments);
	va_end(arguments);
	if (running_applet->flags & APPLET_ERROR_HELP)
		help_report(running_applet);
	exit(failure_status());
}
