/* field_list.h - columns made of lists of fields, as users give them. */
#ifndef PS_FIELD_LIST_H
#define PS_FIELD_LIST_H

#include <stdbool.h>

#include "field.h"
#include "text/text.h"

struct field_list {
	struct text columns; /* struct column, whose data is a struct field */
	struct text words;   /* their headings: must have room for them, for they do not move */
	unsigned needs;	     /* the flags of all the fields */
	const char *wrong, *word; /* what is wrong with the list that was refused, and which word */
};

/* Formats that have a name, by which a list may have them. */
struct field_macro {
	const char *name, *fields;
};
extern const struct field_macro field_macros[]; /* the last one has no name */

/*
 * Adds the columns of a list, separated by commas or blanks, of NAME[:WIDTH][=HEADING]; or of
 * AIX's: %p and the like. A comma at the end is none too many. Returns false with list->wrong.
 */
bool field_list_add(struct field_list *list, const char *format);

#endif
