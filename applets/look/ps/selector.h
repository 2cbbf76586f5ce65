/* selector.h - the lists by which options select processes. */
#ifndef PS_SELECTOR_H
#define PS_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "refusal.h"
#include "text/text.h"
#include "view.h"

/* What an item of a list is compared with. */
enum selector_kind {
	BY_PID,
	BY_PARENT,
	BY_SESSION,
	BY_PROCESS_GROUP,
	BY_TTY,
	BY_NAME,
	BY_USER,
	BY_REAL_USER,
	BY_GROUP,
	BY_REAL_GROUP,
};

/* One item of a list. */
struct selector {
	enum selector_kind kind;
	long long number;
	const char *name; /* of a command; does not end in a NUL */
	size_t length;
};

/* All the items, of which there are *count. selectors starts as all zero. */
struct selector *selectors_list(const struct text *selectors, size_t *count);

/*
 * Adds the items of a list, separated by commas or blanks. The list must stay where it is. Returns
 * false if one of them is refused.
 */
bool selectors_add(struct text *selectors, enum selector_kind kind, const char *list,
		   struct refusal *refusal);

/* Adds ps's own terminal, which selector_matches gets as own_tty. */
void selectors_add_own_tty(struct text *selectors);

/* Whether the process in view matches; sets view->gone if it has ended. */
bool selector_matches(const struct selector *selector, struct view *view, long long own_tty);

#endif
