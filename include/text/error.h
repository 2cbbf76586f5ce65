/* error.h - messages on standard error: "NAME: message", one write(2) a line. */
#ifndef TEXT_ERROR_H
#define TEXT_ERROR_H

#include <stdbool.h>

/* Where messages go: 2, or the saved copy of it once an applet has redirected 2. */
extern int error_descriptor;

/*
 * Prints the program's name, ": ", the formatted message (format.h) and a newline in one write, up
 * to 4096 bytes of it. %m is the reason in errno at the call. Returns whether it was written; keeps
 * errno.
 */
bool error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* error(), then exit with status. */
_Noreturn void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* error(), the hint to try --help, then exit with the applet's usage status. */
_Noreturn void usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The running applet's status for failures of its own (125 for nohup; 127 if POSIXLY_CORRECT). */
int failure_status(void);

#endif
