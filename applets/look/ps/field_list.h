/* field_list.h - the columns that a list of fields asks for. */
#ifndef PS_FIELD_LIST_H
#define PS_FIELD_LIST_H

#include <stdbool.h>

#include "field.h"
#include "refusal.h"
#include "text/text.h"

struct field_list {
	struct text columns; /* struct column, whose number is that of its field */
	struct text fields;  /* struct field */
	struct text words;   /* their headings; reserve enough room, because they must not move */
	unsigned needs;	     /* the flags of all the fields */
};

/* A predefined format, whose name stands for a list of fields. */
struct field_macro {
	const char *name, *fields;
};
extern const struct field_macro field_macros[]; /* the last one has no name */

/*
 * Adds the columns of a format: NAME[:WIDTH][=HEADING]..., separated by commas or blanks; or, as on
 * AIX, %p and the like. A comma at the end is ignored. Returns false if it is refused.
 */
bool field_list_add(struct field_list *list, const char *format, struct refusal *refusal);

/* Prints the predefined formats and their fields. Returns the status to exit with. */
int field_macros_print(void);

#endif
