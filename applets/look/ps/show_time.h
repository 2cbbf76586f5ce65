/* show_time.h - fields: times and shares of CPU time. */
#ifndef PS_SHOW_TIME_H
#define PS_SHOW_TIME_H

#include "field.h"

/* Each appends the cell of its field; field.c lists their arguments. */
void show_elapsed(struct view *view, const struct field *field);
void show_used(struct view *view, const struct field *field);
void show_used_short(struct view *view, const struct field *field);
void show_start(struct view *view, const struct field *field);
void show_usage(struct view *view, const struct field *field);

enum start_kind { START_FULL, START_DAY, START_SHORT, START_BSD };
enum usage_kind { USAGE_TENTHS, USAGE_PERCENT, USAGE_MILLE, USAGE_EXACT, USAGE_CHILDREN };

#endif
