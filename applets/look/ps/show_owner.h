/* show_owner.h - fields: names of users and groups. */
#ifndef PS_SHOW_OWNER_H
#define PS_SHOW_OWNER_H

#include "field.h"

/* Each appends the cell of its field; field.c lists their arguments. */
void show_owner(struct view *view, const struct field *field);
void show_groups(struct view *view, const struct field *field);

#endif
