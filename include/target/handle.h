/* handle.h - processes as arguments: PID, or PID:INODE for one particular process. */
#ifndef TARGET_HANDLE_H
#define TARGET_HANDLE_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/text.h"

struct handle {
	pid_t pid;
	unsigned long long inode; /* of its pidfd, see target_inode; 0: not given */
};

/*
 * Parses all of text as PID or PID:INODE, the form of util-linux, both above 0. Returns false for
 * anything else, and leaves *handle alone.
 */
bool handle_parse(const char *text, struct handle *handle);

/* Returns the first handle of that process in a text of struct handle, or NULL. */
const struct handle *handle_find(const struct text *handles, pid_t pid);

#endif
