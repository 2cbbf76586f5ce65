/* show_owner.h - the fields of a process that are names of users and groups. */
#ifndef PS_SHOW_OWNER_H
#define PS_SHOW_OWNER_H

#include "field.h"

/* Each adds the cell of its field; see the table in field.c for their arguments. */
void show_owner(struct view *view, const struct field *field);
void show_groups(struct view *view, const struct field *field);

#endif
