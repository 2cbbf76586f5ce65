/* field.h - the fields of a process that can be shown, by name. */
#ifndef PS_FIELD_H
#define PS_FIELD_H

#include <stdbool.h>

#include "columns.h"
#include "view.h"

/* In addition to enum column_flags. */
enum field_flags {
	FIELD_USER = 32,     /* a name, set left; shown as a number, set right */
	FIELD_PROCESS = 64,  /* when processes and threads are shown, only for processes */
	FIELD_THREAD = 128,  /* when both are shown, only for threads */
	FIELD_STAT = 256,    /* the files that it is read from; none: the number suffices */
	FIELD_STATUS = 512,
	FIELD_COMMAND = 1024,
	FIELD_NAME = 2048, /* comm, unless stat is read anyway: it contains the name too */
	FIELD_OTHER = 4096,
	FIELD_HIDDEN = 8192, /* not listed: only a sort key, shown as a dash */
	FIELD_OWNED = 16384, /* from the owner of the directory: the effective user or group */
};

struct field {
	const char *name, *heading;
	/* Appends the cell, without its NUL. */
	void (*show)(struct view *view, const struct field *field);
	unsigned char width; /* 0: that of the highest process ID */
	signed char argument; /* for show */
	unsigned short flags;
};

/* Finds the field with this name of length bytes. Returns whether there is one. */
bool field_find(const char *name, size_t length, struct field *field);

/* The name of a field that is one slip away from this name of length bytes, or NULL. */
const char *field_near(const char *name, size_t length);

/* Prints the names of all fields with their headings. Returns the status to exit with. */
int fields_print(void);

#endif
