/* field_find.h - fields by their names, and how wide they are. */
#ifndef PS_FIELD_FIND_H
#define PS_FIELD_FIND_H

#include "field.h"

/* The field with this name of length bytes, or NULL. */
const struct field *field_find(const char *name, size_t length);

/* How many digits the process IDs of this system may have, at least 5. */
unsigned pid_width(void);

#endif
