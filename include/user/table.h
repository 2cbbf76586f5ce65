/* table.h - files of entries, like /etc/passwd: lines of NAME:PASSWORD:ID:... of any length. */
#ifndef USER_TABLE_H
#define USER_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_NAME_SIZE = 256 }; /* with the NUL; no system allows longer ones */

struct table {
	int descriptor;
	int error; /* errno of a read that failed, or 0 */
	bool line_ended;
	size_t at, used;
	char buffer[1024];
};

/* Returns false with errno. */
bool table_open(struct table *table, const char *path);

/* Returns whether all could be read; errno is that of the read that failed, else ESRCH. */
bool table_close(struct table *table);

/*
 * Goes to the next line that is an entry, with a name that fits and an ID, behind that. Returns
 * false after the last one, and where the file cannot be read.
 */
bool table_entry(struct table *table, char name[TABLE_NAME_SIZE], unsigned *id);

/*
 * Reads up to the separator or the end of the line; then every further field is empty. Returns
 * whether text has all of it; NULL only passes over it.
 */
bool table_field(struct table *table, int separator, char *text, size_t size);

/* A field up to a colon that is an ID. */
bool table_id(struct table *table, unsigned *id);

/* 0 where text is an ID, 0 to 4294967294; ERANGE where it is greater; EINVAL where it is none. */
int id_parse(const char *text, unsigned *id);

#endif
