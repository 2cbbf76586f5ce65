/* pidfile.h - files that contain a job's process ID. */
#ifndef TARGET_PIDFILE_H
#define TARGET_PIDFILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "text/text.h"

/*
 * Makes path contain pid and a newline, atomically: a reader sees either the whole file or the
 * previous one. New files get mode 0644 minus the umask. A device or a FIFO is written to instead.
 * Returns false with errno and leaves path as it was.
 */
bool pidfile_write(const char *path, pid_t pid);

/* Removes what pidfile_write has made, but never a device or a FIFO. Keeps errno. */
void pidfile_remove(const char *path);

/*
 * Appends to handles (struct handle) the process IDs in a file, or in standard input for "-": one a
 * line; but if the file contains anything else, only the one on the first line. Returns NULL, or a
 * text that says what is wrong with the file; if locked is set, also that it is not locked by
 * another process (with flock or fcntl).
 */
const char *pidfile_read(const char *path, bool locked, struct text *handles);

#endif
