/* show_name.h - fields: names, except those of users. */
#ifndef PS_SHOW_NAME_H
#define PS_SHOW_NAME_H

#include "field.h"

/* Each appends the cell of its field; field.c lists their arguments. */
void show_name(struct view *view, const struct field *field);
void show_short_name(struct view *view, const struct field *field);
void show_environ(struct view *view, const struct field *field);
void show_command(struct view *view, const struct field *field);
void show_link(struct view *view, const struct field *field);
void show_tty(struct view *view, const struct field *field);
void show_wchan(struct view *view, const struct field *field);
void show_cgroup(struct view *view, const struct field *field);
void show_label(struct view *view, const struct field *field);
void show_unit(struct view *view, const struct field *field);
void show_container(struct view *view, const struct field *field);

#endif
