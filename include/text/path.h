/* path.h - the names of files. */
#ifndef TEXT_PATH_H
#define TEXT_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* The part of path after the last slash; path itself if it has none. */
const char *base_name(const char *path);

/*
 * Puts the working directory's path, which begins with a slash, into path, which has room for size
 * bytes. Returns false with errno. As getcwd(3), which brings malloc.
 */
bool path_here(char *path, size_t size);

/* Puts the absolute path of a file that may be named from there into path. False with errno. */
bool path_from_here(char *path, size_t size, const char *file);

#endif
