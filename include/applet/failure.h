/* failure.h - how the running applet ends where it failed. */
#ifndef APPLET_FAILURE_H
#define APPLET_FAILURE_H

#include "text/output.h"

/* Its status for failures of its own (125 for nohup; 127 if POSIXLY_CORRECT is set). */
int failure_status(void);

/*
 * Flushes an applet's standard output. Returns 0; or reports "write error" and returns the
 * applet's status for it. A reader that has gone and a closed descriptor are errors as its flags
 * say. To be the last thing that an applet which prints does.
 */
int output_finish(struct output *output);

#endif
