/* path.h - the names of files. */
#ifndef TEXT_PATH_H
#define TEXT_PATH_H

/* The part of path after the last slash; path itself if it has none. */
const char *base_name(const char *path);

#endif
