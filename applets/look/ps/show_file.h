/* show_file.h - fields: read from files other than stat. */
#ifndef PS_SHOW_FILE_H
#define PS_SHOW_FILE_H

#include "field.h"

/* Each appends the cell of its field; field.c lists their arguments. */
void show_mapped(struct view *view, const struct field *field);
void show_node(struct view *view, const struct field *field);
void show_id(struct view *view, const struct field *field);
void show_capabilities(struct view *view, const struct field *field);
void show_mask(struct view *view, const struct field *field);
void show_file(struct view *view, const struct field *field);
void show_io(struct view *view, const struct field *field);
void show_autogroup(struct view *view, const struct field *field);
void show_namespace(struct view *view, const struct field *field);
void show_descriptors(struct view *view, const struct field *field);
void show_handle(struct view *view, const struct field *field);

#endif
