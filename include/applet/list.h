/* list.h - which applets are compiled in. */
#ifndef APPLET_LIST_H
#define APPLET_LIST_H

#include "applet/applet.h"

/* Every one, sorted by name, NULL at the end. */
extern const struct applet *const applets[];

/* The one of this name, or NULL. Only the exact name matches. */
const struct applet *applet_find(const char *name);

#endif
