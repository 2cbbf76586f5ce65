/* pidfile.h - reading files that contain process IDs. */
#ifndef TARGET_PIDFILE_H
#define TARGET_PIDFILE_H

#include <stdbool.h>

#include "text/text.h"

/*
 * Appends to handles (struct handle) the process IDs in a file, or in standard input for "-": one a
 * line; but if the file contains anything else, only the one on the first line. Returns NULL, or a
 * text that says what is wrong with the file; if locked is set, also that it is not locked by
 * another process (with flock or fcntl).
 */
const char *pidfile_read(const char *path, bool locked, struct text *handles);

#endif
