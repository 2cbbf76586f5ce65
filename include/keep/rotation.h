/* rotation.h - old files of a log: LOG.1 is the youngest of them.
 *
 * Stands alone: the writer of a log and its readers have to agree on this; it has its own tests.
 */
#ifndef KEEP_ROTATION_H
#define KEEP_ROTATION_H

#include <stdbool.h>
#include <sys/stat.h>

enum { ROTATION_PATH = 1100 };

/* The name of an old file; of the log itself for number 0. False if it does not fit. */
bool rotation_name(char name[ROTATION_PATH], const char *path, unsigned number);

/*
 * Renames LOG to LOG.1, and before it LOG.1 to LOG.2 and so on up to LOG.keep, which is replaced.
 * With 0 to keep, removes LOG. If it is interrupted, a number is missing, but no file. Returns
 * false with errno if LOG is still there.
 */
bool rotation_shift(const char *path, unsigned keep);

/*
 * Opens the file for reading that comes after file in the log's history, which may be rotated
 * meanwhile; the oldest one if file is NULL, or is none of them any more. Returns its descriptor;
 * -1 with errno: ENOENT if file is the log itself, or there is none.
 */
int rotation_open_next(const char *path, unsigned keep, const struct stat *file);

#endif
