/* dispatch.h - which applets there are, and running one. */
#ifndef DISPATCH_H
#define DISPATCH_H

#include <stdbool.h>
#include "applet.h"

/* The compiled-in applet of this name, or NULL. Only the exact name matches. */
const struct applet *dispatch_find(const char *name);

/* The part of path after the last slash; path itself where there is none. */
const char *base_name(const char *path);

#endif
