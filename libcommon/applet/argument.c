/* argument.c - numbers among an applet's arguments. */
#include <limits.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "text/number.h"

long long argument_number(const char *text, const char *what, long long minimum, long long maximum)
{
	long long value;

	switch (number_parse(skip_blanks(text), minimum, maximum, &value)) {
	case NUMBER_OK:
		return value;
	case NUMBER_INVALID:
		applet_fail("invalid %s argument: %pq", what, text);
	default:
		applet_fail("invalid %s argument: %pq: must be from %lld to %lld", what, text,
			    minimum, maximum);
	}
}

pid_t argument_pid(const char *text, pid_t minimum)
{
	return (pid_t)argument_number(text, "PID", minimum, INT_MAX);
}
