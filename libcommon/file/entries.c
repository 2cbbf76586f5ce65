/* entries.c - the names in a directory.
 *
 * Without opendir(3) and the like, which allocate.
 */
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file/entries.h"

/* Where an entry of getdents64(2) has its length, 16 bits, and its name: libc's types differ. */
enum { LENGTH_AT = 16, NAME_AT = 19 };

void entries_start(struct entries *entries, int directory)
{
	entries->directory = directory;
	entries->at = entries->used = 0;
	lseek(directory, 0, SEEK_SET);
}

const char *entries_next(struct entries *entries)
{
	unsigned short length;
	const char *entry;

	errno = 0;
	if (entries->at >= entries->used) {
		entries->at = 0;
		entries->used = syscall(SYS_getdents64, entries->directory, entries->buffer,
					sizeof(entries->buffer));
		if (entries->used <= 0)
			return NULL;
	}
	entry = entries->buffer + entries->at;
	memcpy(&length, entry + LENGTH_AT, sizeof(length));
	entries->at += length;
	return entry + NAME_AT;
}
