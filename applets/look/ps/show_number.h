/* show_number.h - fields: numbers in stat and status. */
#ifndef PS_SHOW_NUMBER_H
#define PS_SHOW_NUMBER_H

#include "field.h"

/* Each appends the cell of its field; field.c lists their arguments. */
void show_none(struct view *view, const struct field *field);
void show_key(struct view *view, const struct field *field);
void show_unlimited(struct view *view, const struct field *field);
void show_pid(struct view *view, const struct field *field);
void show_tid(struct view *view, const struct field *field);
void show_stat(struct view *view, const struct field *field);
void show_faults(struct view *view, const struct field *field);
void show_address(struct view *view, const struct field *field);
void show_memory(struct view *view, const struct field *field);
void show_memory_share(struct view *view, const struct field *field);
void show_niceness(struct view *view, const struct field *field);
void show_priority(struct view *view, const struct field *field);
void show_priority_down(struct view *view, const struct field *field);
void show_realtime(struct view *view, const struct field *field);
void show_class(struct view *view, const struct field *field);
void show_processor(struct view *view, const struct field *field);
void show_flags(struct view *view, const struct field *field);
void show_state(struct view *view, const struct field *field);
void show_states(struct view *view, const struct field *field);

enum memory_kind { MEMORY_VIRTUAL, MEMORY_RESIDENT, MEMORY_PAGES, MEMORY_BYTES, MEMORY_CODE,
		   MEMORY_DATA, MEMORY_WRITABLE };

#endif
