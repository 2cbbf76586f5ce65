/* show_name.h - the fields of a process that are names, but for users. */
#ifndef PS_SHOW_NAME_H
#define PS_SHOW_NAME_H

#include "field.h"

/* Each adds the cell of its field; see the table in field.c for their arguments. */
void show_name(struct view *view, const struct field *field);
void show_short_name(struct view *view, const struct field *field);
void show_command(struct view *view, const struct field *field);
void show_link(struct view *view, const struct field *field);
void show_tty(struct view *view, const struct field *field);
void show_wchan(struct view *view, const struct field *field);
void show_cgroup(struct view *view, const struct field *field);
void show_label(struct view *view, const struct field *field);
void show_unit(struct view *view, const struct field *field);

#endif
