/* request.h - the verbs that ask monitors for something: wait, stop, restart, signal, rm. */
#ifndef REQUEST_H
#define REQUEST_H

#include "applet/applet.h"

extern const struct applet hold_wait, hold_stop, hold_restart, hold_signal, hold_rm, hold_ls,
	hold_send;

/* Has a job's log opened again. Returns the exit status. */
int request_reopen(const char *name);

#endif
