/* entries.h - the names in a directory. */
#ifndef FILE_ENTRIES_H
#define FILE_ENTRIES_H

/* A pass over an open directory. */
struct entries {
	int directory;
	int at, used;
	char buffer[2000] __attribute__((aligned(8))); /* stacks may be small */
};

/* Begins a pass over an open directory, which is read from its start. */
void entries_start(struct entries *entries, int directory);

/*
 * The next name, valid until the next call, "." and ".." included; or NULL after the last one.
 * errno is 0 then, or the reason why the directory cannot be read further.
 */
const char *entries_next(struct entries *entries);

#endif
