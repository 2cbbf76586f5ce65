/* field_keys.h - the fields by which the rows are sorted. */
#ifndef PS_FIELD_KEYS_H
#define PS_FIELD_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "field.h"
#include "refusal.h"
#include "text/text.h"

struct field_keys {
	struct text fields;  /* struct field, the most significant first */
	struct text reverse; /* a bool for each: sort in descending order */
	unsigned needs;	     /* the flags of all the fields */
};

/* How many keys there are. */
size_t field_keys_count(const struct field_keys *keys);

/* Adds the keys of a list, [+-]NAME,... Returns false if it is refused. */
bool field_keys_add(struct field_keys *keys, const char *list, struct refusal *refusal);

/* The same for a list in BSD's form, in which each letter is a key: [+-]LETTER... */
bool field_keys_add_letters(struct field_keys *keys, const char *list, struct refusal *refusal);

/* Adds the keys of the process in view to its cells, in the form that row_keep expects. */
void field_keys_show(const struct field_keys *keys, struct view *view);

#endif
