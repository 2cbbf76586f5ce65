/* pidfile.h - files that tell a job's process ID. */
#ifndef TARGET_PIDFILE_H
#define TARGET_PIDFILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/text.h"

/*
 * Makes path hold pid and a newline, atomically: a reader sees the whole file or the one that was
 * there before. New files are 0644 less the umask. A device or a FIFO is written to instead.
 * Returns false with errno, path as it was.
 */
bool pidfile_write(const char *path, pid_t pid);

/* Removes what pidfile_write has made, but no device and no FIFO. Keeps errno. */
void pidfile_remove(const char *path);

/*
 * Appends the process IDs that a file, "-" for standard input, tells to handles (struct handle):
 * one a line; but if it holds anything else, that of the first line alone. Returns NULL, or in
 * words what is wrong with it; locked: also that nobody has it locked (by flock or fcntl).
 */
const char *pidfile_read(const char *path, bool locked, struct text *handles);

#endif
