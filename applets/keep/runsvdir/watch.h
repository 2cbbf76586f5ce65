/* watch.h - hearing of changes in the directory of services, and of the links that lead to it. */
#ifndef RUNSVDIR_WATCH_H
#define RUNSVDIR_WATCH_H

#include <stdbool.h>

struct watch {
	int descriptor; /* to be polled for input; -1: none */
	bool blind;     /* something may change without an event */
};

/*
 * Watches from now on what path leads to, and the directories of the links in it. Forgets what was
 * watched before. Returns false with errno if not everything can be watched.
 */
bool watch_start(struct watch *watch, const char *path);

#endif
