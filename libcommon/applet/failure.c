/* failure.c - the exit status of the running applet when it fails. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include "applet/applet.h"
#include "applet/failure.h"
#include "text/error.h"
#include "text/variable.h"

int failure_status(void)
{
	if (running_applet->posix_failure && variable_value("POSIXLY_CORRECT"))
		return running_applet->posix_failure;
	return running_applet->failure;
}

void applet_fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	verror(NULL, format, arguments);
	va_end(arguments);
	exit(failure_status());
}

/* Whether the running applet's flags excuse a write that fails for this reason. */
static bool is_excused(int reason)
{
	return (reason == EPIPE && running_applet->flags & APPLET_PIPE_MAY_BREAK) ||
	       (reason == EBADF && running_applet->flags & APPLET_MAY_BE_CLOSED);
}

int output_finish(struct output *output)
{
	if (output_flush(output) || is_excused(errno))
		return 0;
	error("write error: %m");
	return running_applet->write_failure ? running_applet->write_failure : failure_status();
}
