/* field.h - what can be shown of a process, by name. */
#ifndef PS_FIELD_H
#define PS_FIELD_H

#include "columns.h"
#include "view.h"

/* Beside enum column_flags. */
enum field_flags {
	FIELD_USER = 32,     /* a name, left; as a number right */
	FIELD_PROCESS = 64,  /* not of a single thread, where both are shown */
	FIELD_THREAD = 128,  /* of threads only, where both are shown */
	FIELD_STAT = 256,    /* the files that it needs; without any: only the number */
	FIELD_STATUS = 512,
	FIELD_COMMAND = 1024,
	FIELD_NAME = 2048, /* comm, unless it takes stat */
	FIELD_OTHER = 4096,
	FIELD_HIDDEN = 8192, /* not listed: Linux does not know it */
};

struct field {
	const char *name, *heading;
	/* Adds the cell, without its NUL. */
	void (*show)(struct view *view, const struct field *field);
	unsigned char width; /* 0: that of the greatest process ID */
	signed char argument; /* for show */
	unsigned short flags;
};

/* All there are, in the order of their names; the last one has no name. */
extern const struct field fields[];

#endif
