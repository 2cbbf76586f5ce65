/* table.h - files of entries, like /etc/passwd: lines of NAME:PASSWORD:ID:... of any length. */
#ifndef USER_TABLE_H
#define USER_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_NAME_SIZE = 256 }; /* with the NUL; no system allows longer names */

struct table {
	int descriptor;
	int error; /* errno of a read that failed, or 0 */
	bool line_ended;
	size_t at, used;
	char buffer[1024];
};

/* Returns false with errno. */
bool table_open(struct table *table, const char *path);

/* Returns whether everything was read; errno is that of the read that failed, else ESRCH. */
bool table_close(struct table *table);

/*
 * Finds the next line that is an entry, with a name that fits and an ID, and moves past the ID.
 * Returns false after the last one, and if the file cannot be read.
 */
bool table_entry(struct table *table, char name[TABLE_NAME_SIZE], unsigned *id);

/*
 * Reads up to the separator, or to the end of the line, after which every field is empty. Returns
 * whether it fitted into text; if that is NULL the field is skipped.
 */
bool table_field(struct table *table, int separator, char *text, size_t size);

/* Reads a field that ends at a colon. Returns whether it is an ID. */
bool table_id(struct table *table, unsigned *id);

/* Returns 0 if text is an ID, 0 to 4294967294; ERANGE if it is larger; EINVAL for other texts. */
int id_parse(const char *text, unsigned *id);

#endif
