/* list.h - which applets are compiled in. */
#ifndef APPLET_LIST_H
#define APPLET_LIST_H

#include <stddef.h>

#include "applet/applet.h"

/* The one at this place, from 0, in the order of their names; NULL after the last. */
const struct applet *applet_at(size_t index);

/* What that is of: only one of these is in a program. */
extern const struct applet *const applets[];
extern const struct applet packed_applets[];

/* The one of this name, or NULL. Only the exact name matches. */
const struct applet *applet_find(const char *name);

/* Reports that there is no applet of this name and exits with 127. */
_Noreturn void applet_reject(const char *name);

/* applet_find, or else applet_reject. */
const struct applet *applet_known(const char *name);

#endif
