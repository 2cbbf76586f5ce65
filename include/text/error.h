/* error.h - messages on standard error: "NAME: message", one write(2) a line. */
#ifndef TEXT_ERROR_H
#define TEXT_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "text/output.h"

/* Where messages go: 2, or the saved copy of it once an applet has redirected 2. */
extern int error_descriptor;

/* What they begin with: the name that the running applet was called by. */
extern const char *error_name;

/* The status to exit with where there is no memory, and other things that no applet expects. */
extern int error_status;

/*
 * Prints the program's name, ": ", the formatted message (format.h) and a newline in one write, up
 * to 4096 bytes of it. %m is the reason in errno at the call. Returns whether it was written; keeps
 * errno.
 */
bool error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * For a line on standard error of another form: error_start, append it, error_flush, which writes
 * it and returns whether it could. If nothing can be written the wait for that ends after 100 ms,
 * and no later line waits.
 */
void error_start(struct output *line, char *buffer, size_t size);
bool error_flush(struct output *line);

/* error(), with a second line, the format hint with the name for its %s, unless that is NULL. */
bool verror(const char *hint, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/* error(), then exit with status. */
_Noreturn void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
