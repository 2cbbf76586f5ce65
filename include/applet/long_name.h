/* long_name.h - finding an option by its long name or an abbreviation of it. */
#ifndef APPLET_LONG_NAME_H
#define APPLET_LONG_NAME_H

#include <stddef.h>

#include "applet/applet.h"

/* The keys of --help and --version, which every applet has: less than any letter. */
enum { KEY_HELP = 2, KEY_VERSION = 3 };

/* The running applet's options; an empty table where it has none. */
const struct applet_option *option_table(void);

/*
 * The option of the running applet, --help and --version included, that text names: "--" and the
 * name, of length bytes, or an unambiguous abbreviation. If none or several match, reports that and
 * exits (usage_error).
 */
const struct applet_option *long_name_find(const char *text, size_t length);

#endif
