/* error.c - messages on standard error. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "text/error.h"
#include "text/format.h"

int error_descriptor = 2;
const char *error_name;
int error_status;

/* How long a full non-blocking standard error is waited for, in milliseconds: only once. */
static int patience = 100;

void error_start(struct output *line, char *buffer, size_t size)
{
	output_start(line, error_descriptor, buffer, size);
	line->patience = patience;
}

bool error_flush(struct output *line)
{
	bool written = output_flush(line);

	if (line->error == EAGAIN)
		patience = 0;
	return written;
}

bool verror(const char *hint, const char *format, va_list arguments)
{
	int reason = errno;
	char buffer[4096];
	struct output line;
	bool written;

	error_start(&line, buffer, sizeof(buffer));
	output_text(&line, error_name);
	output_text(&line, ": ");
	errno = reason;
	output_vformat(&line, format, arguments);
	output_char(&line, '\n');
	if (hint)
		output_format(&line, hint, error_name);
	written = error_flush(&line);
	errno = reason;
	return written;
}

bool error(const char *format, ...)
{
	va_list arguments;
	bool written;

	va_start(arguments, format);
	written = verror(NULL, format, arguments);
	va_end(arguments);
	return written;
}

void fail(int status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	verror(NULL, format, arguments);
	va_end(arguments);
	exit(status);
}
