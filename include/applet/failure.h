/* failure.h - the exit status of the running applet when it fails. */
#ifndef APPLET_FAILURE_H
#define APPLET_FAILURE_H

#include "text/output.h"

/* Its status for its own failures (125 for nohup; 127 if POSIXLY_CORRECT is set). */
int failure_status(void);

/* error(), then exit with that status. */
_Noreturn void applet_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Flushes an applet's standard output. Returns 0; or reports "write error" and returns the
 * applet's status for it. Its flags decide whether a closed reader and a closed descriptor are
 * errors. The last thing that an applet does if it prints.
 */
int output_finish(struct output *output);

#endif
