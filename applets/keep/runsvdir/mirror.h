/* mirror.h - a directory for a service whose own one is not to be written to. */
#ifndef RUNSVDIR_MIRROR_H
#define RUNSVDIR_MIRROR_H

#include <stdbool.h>

/*
 * Makes STATE/NAME, below the directory base, a directory of links to what is in NAME, in the
 * directory services, except supervise; likewise for log/ in it. Links that lead nowhere are
 * removed. Changes the working directory. Returns false with errno.
 */
bool mirror(int services, int base, const char *state, const char *name);

#endif
