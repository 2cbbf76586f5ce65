/* show_file.h - the fields of a process that are in other files than its stat. */
#ifndef PS_SHOW_FILE_H
#define PS_SHOW_FILE_H

#include "field.h"

/* Each adds the cell of its field; see the table in field.c for their arguments. */
void show_mapped(struct view *view, const struct field *field);
void show_node(struct view *view, const struct field *field);
void show_id(struct view *view, const struct field *field);
void show_mask(struct view *view, const struct field *field);
void show_file(struct view *view, const struct field *field);
void show_io(struct view *view, const struct field *field);
void show_autogroup(struct view *view, const struct field *field);
void show_namespace(struct view *view, const struct field *field);
void show_descriptors(struct view *view, const struct field *field);
void show_handle(struct view *view, const struct field *field);

#endif
