/* handle.h - process IDs as arguments, which may tell the one process that is meant. */
#ifndef TARGET_HANDLE_H
#define TARGET_HANDLE_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/text.h"

struct handle {
	pid_t pid;
	unsigned long long inode; /* of its pidfd, see target_of_pid; 0: not told */
};

/*
 * Parses all of text as PID or PID:INODE, the form of util-linux, both above 0. Returns false for
 * anything else.
 */
bool handle_parse(const char *text, struct handle *handle);

/* The first handle of that process among those in a text that holds such, or NULL. */
const struct handle *handle_find(const struct text *handles, pid_t pid);

#endif
