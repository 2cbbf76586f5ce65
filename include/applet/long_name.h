/* long_name.h - which option a long name, or the beginning of one, stands for. */
#ifndef APPLET_LONG_NAME_H
#define APPLET_LONG_NAME_H

#include <stddef.h>

#include "applet/applet.h"

/* What --help and --version, which every applet has, are known by: less than any letter. */
enum { KEY_HELP = 2, KEY_VERSION = 3 };

/* The running applet's options; an empty table where it has none. */
const struct applet_option *option_table(void);

/*
 * The option of the running applet, --help and --version included, that text stands for: "--" and
 * the name, of length bytes, or an unambiguous beginning of it. If there is none, or several, that
 * is reported and exits (usage_error).
 */
const struct applet_option *long_name_find(const char *text, size_t length);

#endif
