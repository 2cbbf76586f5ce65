/* failure.c - how the running applet ends where it failed. */
#include <stdlib.h>

#include "applet/applet.h"
#include "applet/failure.h"
#include "text/error.h"

int failure_status(void)
{
	if (running_applet->posix_failure && getenv("POSIXLY_CORRECT"))
		return running_applet->posix_failure;
	return running_applet->failure;
}

int output_finish(struct output *output)
{
	if (output_flush(output))
		return 0;
	error("write error: %m");
	return running_applet->write_failure ? running_applet->write_failure : failure_status();
}
