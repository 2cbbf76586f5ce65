/* error.c - messages on standard error. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "applet/applet.h"
#include "text/error.h"
#include "text/format.h"
#include "applet/help.h"

int error_descriptor = 2;

static bool verror(const char *format, va_list arguments, const char *hint)
{
	int reason = errno;
	char buffer[4096];
	struct output line;
	bool written;

	output_start(&line, error_descriptor, buffer, sizeof(buffer));
	output_text(&line, running.name);
	output_text(&line, ": ");
	errno = reason;
	output_vformat(&line, format, arguments);
	output_char(&line, '\n');
	if (hint)
		output_format(&line, hint, running.name);
	written = output_flush(&line);
	errno = reason;
	return written;
}

bool error(const char *format, ...)
{
	va_list arguments;
	bool written;

	va_start(arguments, format);
	written = verror(format, arguments, NULL);
	va_end(arguments);
	return written;
}

void fail(int status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	verror(format, arguments, NULL);
	va_end(arguments);
	exit(status);
}

void usage_error(const char *format, ...)
{
	bool hint = !(running.applet->flags & (APPLET_NO_HINT | APPLET_ERROR_HELP));
	va_list arguments;

	va_start(arguments, format);
	verror(format, arguments, hint ? "Try '%s --help' for more information.\n" : NULL);
	va_end(arguments);
	if (running.applet->flags & APPLET_ERROR_HELP)
		help_report(running.applet);
	exit(failure_status());
}

int failure_status(void)
{
	if (running.applet->posix_failure && getenv("POSIXLY_CORRECT"))
		return running.applet->posix_failure;
	return running.applet->failure;
}
