/* executable.h - whether a process executes a certain file. */
#ifndef MATCH_EXECUTABLE_H
#define MATCH_EXECUTABLE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "proc/process.h"

struct executable {
	struct stat file;
	const char *applet; /* NULL, or the file contains many programs, of which this is one */
	bool replaced; /* to be set: also what was at the same path before the file was replaced */
};

/*
 * Looks for the file at path, which must stay valid, and clears replaced. Returns false with errno
 * if there is none.
 */
bool executable_find(struct executable *executable, const char *path);

/*
 * Whether the entered process executes the file, started through any link. All applets execute the
 * same file; if it is that, the process must also have the name by which it was looked for. False
 * if the file of the process must not be seen: another user's. With replaced, the file that a
 * process executed may have been deleted since, if the new one has its path, in the same mount
 * namespace.
 */
bool executable_runs(const struct executable *executable, struct process *process);

#endif
