/* show_time.h - the fields of a process that are times, and shares of time. */
#ifndef PS_SHOW_TIME_H
#define PS_SHOW_TIME_H

#include "field.h"

/* Each adds the cell of its field; see the table in field.c for their arguments. */
void show_elapsed(struct view *view, const struct field *field);
void show_used(struct view *view, const struct field *field);
void show_used_short(struct view *view, const struct field *field);
void show_start(struct view *view, const struct field *field);
void show_usage(struct view *view, const struct field *field);

enum start_kind { START_FULL, START_DAY, START_SHORT, START_BSD };
enum usage_kind { USAGE_TENTHS, USAGE_PERCENT, USAGE_MILLE, USAGE_EXACT, USAGE_CHILDREN };

#endif
