/* usage.c - usage errors, --help and --version. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include "applet/failure.h"
#include "applet/help.h"
#include "applet/row.h"
#include "applet/usage.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"

int help_print(const struct applet *applet)
{
	char buffer[1024];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	output_help(&output, applet);
	return output_finish(&output);
}

void output_version(struct output *output, const char *name)
{
	output_format(output, "%s (holdbox) " HOLDBOX_VERSION "\n", name);
}

int version_print(const char *name)
{
	char buffer[128];
	struct output output;

	output_start(&output, 1, buffer, sizeof(buffer));
	output_version(&output, name);
	return output_finish(&output);
}

/* The help, or less of it, as part of an error message. */
static _Noreturn void report(bool version)
{
	const struct applet *applet = running_applet;
	char buffer[1024];
	struct output output;

	if (preface_of(applet) && !version)
		preface_of(applet)(0);
	error_start(&output, buffer, sizeof(buffer));
	if (version)
		output_version(&output, applet_name(applet));
	if (applet->flags & APPLET_ERROR_HELP)
		output_help(&output, applet);
	if (applet->flags & APPLET_ERROR_USAGE)
		output_usage(&output, applet);
	error_flush(&output);
	exit(failure_status());
}

void usage_exit(void)
{
	report(false);
}

void usage_version(void)
{
	report(true);
}

void usage_error(const char *format, ...)
{
	bool hint = !(running_applet->flags & (APPLET_NO_HINT | APPLET_ERROR_HELP));
	va_list arguments;

	if (*byte_find(applet_name(running_applet), ' '))
		error_name = applet_name(running_applet); /* a verb */
	va_start(arguments, format);
	verror(hint ? "Try '%s --help' for more information.\n" : NULL, format, arguments);
	va_end(arguments);
	usage_exit();
}
