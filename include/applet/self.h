/* self.h - the path of this program. */
#ifndef APPLET_SELF_H
#define APPLET_SELF_H

#include <limits.h>

/* The path by which the kernel started this program, or NULL. */
const char *self_path(void);

/* Its absolute path, in path or elsewhere; NULL, after an error message, if it is unknown. */
const char *self_absolute_path(char path[PATH_MAX]);

#endif
