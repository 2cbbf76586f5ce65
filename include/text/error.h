/* error.h - messages on standard error: "NAME: message", one write(2) a line. */
#ifndef TEXT_ERROR_H
#define TEXT_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "text/output.h"

/* Where messages go: 2, or the saved copy of it once an applet has redirected 2. */
extern int error_descriptor;

/* What messages begin with: the name that the running applet was called by. */
extern const char *error_name;

/* The status to exit with when memory runs out, or something else fails that no applet handles. */
extern int error_status;

/*
 * Prints the program's name, ": ", the formatted message (format.h) and a newline in one write, up
 * to 4096 bytes of it. %m is the reason in errno at the call. Returns whether it was written; keeps
 * errno.
 */
bool error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * For a line of another form on standard error: error_start, append to it, then error_flush, which
 * writes it and returns whether that succeeded. A full pipe is waited for up to 100 ms, once: no
 * later line waits.
 */
void error_start(struct output *line, char *buffer, size_t size);
bool error_flush(struct output *line);

/* error(), and a second line: hint, a format whose %s becomes the name, unless hint is NULL. */
bool verror(const char *hint, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

/* error(), then exit with status. */
_Noreturn void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
