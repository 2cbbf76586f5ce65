/* label.h - labels of SELinux and profiles of AppArmor. */
#ifndef SETPRIV_LABEL_H
#define SETPRIV_LABEL_H

#include "text/output.h"

struct label_system {
	const char *name;
	const char *directory; /* exists if the kernel supports such labels */
	const char *verb;      /* precedes the label in a request */
	const char *heading;
};

extern const struct label_system LABEL_SELINUX, LABEL_APPARMOR;

/* Requests a label from the next execve on. Fails with status if that is not possible. */
void label_request(const struct label_system *system, const char *label, int status);

/*
 * Appends a line, the heading and the label of this process; nothing if the system is not running.
 * Fails with the applet's own status if the label cannot be read.
 */
void output_label(struct output *output, const struct label_system *system);

#endif
