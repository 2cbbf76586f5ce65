/* list.c - which applets are compiled in. */
#include <string.h>

#include "applet/list.h"
#include "applet/row.h"
#include "applet_list.h"
#include "text/error.h"
#include "text/near.h"

/* One list names every applet, so an applet without code is undefined at link time. */
#define DECLARE(id) extern const struct applet id##_applet;
#define ADDRESS(id) &id##_applet,

APPLET_LIST(DECLARE)

const struct applet *const applets[] = { APPLET_LIST(ADDRESS) NULL };

#define ONE_MORE(id) +1

static const size_t applet_count = 0 APPLET_LIST(ONE_MORE);

static inline const struct applet *known_at(size_t index)
{
	return PACKED ? &packed_applets[index] : applets[index];
}

const struct applet *applet_at(size_t index)
{
	return index < applet_count ? known_at(index) : NULL;
}

const struct applet *applet_find(const char *name)
{
	size_t low = 0, high = applet_count;

	/* by halves, and without strcmp: every launch goes this way */
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct applet *applet = known_at(middle);
		const char *left = name, *right = applet_name(applet);

		while (*left && *left == *right) {
			left++;
			right++;
		}
		if (*left == *right)
			return applet;
		if (*left < *right)
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

	for (size_t i = 0; i < applet_count; i++) {
		if (near_miss(name, applet_name(applet_at(i))))
			near = applet_at(i);
	}
	fail(127, "%pq: no such applet%s", name,
	     near_hint(hint, "", near ? applet_name(near) : NULL));
}

const struct applet *applet_known(const char *name)
{
	const struct applet *applet = applet_find(name);

	if (!applet)
		applet_reject(name);
	return applet;
}
