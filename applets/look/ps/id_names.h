/* id_names.h - a cache of user or group names: many processes have few owners. */
#ifndef PS_ID_NAMES_H
#define PS_ID_NAMES_H

#include "text/text.h"

enum { ID_NAMES = 32 };

/* Starts as all zero but the file, /etc/passwd or /etc/group. Drops the oldest entry when full. */
struct id_names {
	const char *file;
	struct text known; /* up to ID_NAMES */
	unsigned next;	   /* to be dropped */
};

/* The name in the first entry with this ID, or NULL. Valid for the next ID_NAMES calls. */
const char *id_name(struct id_names *names, unsigned id);

#endif
