/* id_names.h - names of users or groups, remembered: many processes have few owners. */
#ifndef PS_ID_NAMES_H
#define PS_ID_NAMES_H

#include "user/table.h"

enum { ID_NAMES = 32 };

/* Starts with nothing but the file, /etc/passwd or /etc/group. Forgets the oldest when full. */
struct id_names {
	const char *file;
	unsigned count, next;
	struct {
		unsigned id;
		char name[TABLE_NAME_SIZE]; /* empty: it has none */
	} known[ID_NAMES];
};

/* The name of the first entry with this ID, or NULL; it stays for the next ID_NAMES calls. */
const char *id_name(struct id_names *names, unsigned id);

#endif
