/* long_name.h - finding an option by its long name or an abbreviation of it. */
#ifndef APPLET_LONG_NAME_H
#define APPLET_LONG_NAME_H

#include <stddef.h>

#include "applet/row.h"

/* The name of the running applet's first option of this key that has one; there must be one. */
const char *long_name_of(int key);

/* The running applet's options; an empty table where it has none. */
const struct option_row *option_table(void);

/*
 * The option of the running applet, --help and --version included, that text names: "--" and the
 * name, of length bytes, or an unambiguous abbreviation. If none or several match, reports that and
 * exits (usage_error).
 */
const struct option_row *long_name_find(const char *text, size_t length);

#endif
