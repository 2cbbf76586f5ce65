/* label.h - labels of SELinux and profiles of AppArmor. */
#ifndef SETPRIV_LABEL_H
#define SETPRIV_LABEL_H

#include "text/output.h"

struct label_system {
	const char *name;
	const char *directory; /* is there where the kernel has such labels */
	const char *verb;      /* of a request */
	const char *heading;
};

extern const struct label_system LABEL_SELINUX, LABEL_APPARMOR;

/* Asks for a label from the next execve on. If it cannot be asked for, fails with status. */
void label_request(const struct label_system *system, const char *label, int status);

/* Appends a line, the heading and the label of this process; nothing without the system. */
void output_label(struct output *output, const struct label_system *system);

#endif
