/* list.h - which applets are compiled in. */
#ifndef APPLET_LIST_H
#define APPLET_LIST_H

#include "applet/applet.h"

/* Every one, sorted by name, NULL at the end. */
extern const struct applet *const applets[];

/* The one of this name, or NULL. Only the exact name matches. */
const struct applet *applet_find(const char *name);

/* The same; but where there is none, says so and exits with 127. */
const struct applet *applet_known(const char *name);

#endif
