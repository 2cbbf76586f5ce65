/* list.h - which applets are compiled in. */
#ifndef APPLET_LIST_H
#define APPLET_LIST_H

#include "applet/applet.h"

/* Every one, sorted by name, NULL at the end. */
extern const struct applet *const applets[];

/* The one of this name, or NULL. Only the exact name matches. */
const struct applet *applet_find(const char *name);

/* Reports that there is no applet of this name and exits with 127. */
_Noreturn void applet_reject(const char *name);

/* applet_find, or else applet_reject. */
const struct applet *applet_known(const char *name);

#endif
