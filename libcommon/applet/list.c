/* list.c - which applets are compiled in. */
#include <string.h>

#include "applet/list.h"
#include "applet_list.h"
#include "text/error.h"
#include "text/near.h"

/* One list names every applet twice, so an applet without code is undefined at link time. */
#define DECLARE(id) extern const struct applet id##_applet;
#define ADDRESS(id) &id##_applet,

APPLET_LIST(DECLARE)

const struct applet *const applets[] = { APPLET_LIST(ADDRESS) NULL };

enum { COUNT = sizeof(applets) / sizeof(*applets) - 1 };

const struct applet *applet_find(const char *name)
{
	const struct applet *const *low = applets, *const *high = low + COUNT;

	/* by halves: every launch goes this way */
	while (low < high) {
		const struct applet *const *middle = low + (high - low) / 2;
		int order = strcmp(name, (*middle)->name);

		if (!order)
			return *middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void applet_reject(const char *name)
{
	const struct applet *near = NULL;
	char hint[NEAR_HINT_SIZE];

	for (const struct applet *const *at = applets; *at; at++) {
		if (near_miss(name, (*at)->name))
			near = *at;
	}
	fail(127, "%pq: no such applet%s", name, near_hint(hint, "", near ? near->name : NULL));
}

const struct applet *applet_known(const char *name)
{
	const struct applet *applet = applet_find(name);

	if (!applet)
		applet_reject(name);
	return applet;
}
