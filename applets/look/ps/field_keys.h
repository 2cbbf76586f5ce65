/* field_keys.h - the fields that rows are sorted by, as users give them. */
#ifndef PS_FIELD_KEYS_H
#define PS_FIELD_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "field.h"
#include "text/text.h"

struct field_keys {
	struct text fields;  /* pointers to struct field; the first goes before the others */
	struct text reverse; /* a bool for each: from the greatest on */
	unsigned needs;	     /* the flags of all the fields */
	const char *wrong;   /* what is wrong with the list that was refused */
};

/* How many there are. */
size_t field_keys_count(const struct field_keys *keys);

/* Adds the keys of a list, [+-]NAME,... Returns false with keys->wrong. */
bool field_keys_add(struct field_keys *keys, const char *list);

/* The same of a list of BSD's, in which a letter is a key: [+-]LETTER... */
bool field_keys_add_letters(struct field_keys *keys, const char *list);

/* Adds what the process in view is sorted by to its cells, as row_keep takes it. */
void field_keys_show(const struct field_keys *keys, struct view *view);

#endif
