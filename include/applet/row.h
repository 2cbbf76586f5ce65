/* row.h - a row of the running applet's table of options, as it is in this program. */
#ifndef APPLET_ROW_H
#define APPLET_ROW_H

#include <string.h>

#include "applet/applet.h"

/* The keys of --help and --version, which every applet has: less than any letter. */
enum { KEY_HELP = 2, KEY_VERSION = 3 };

enum option_argument { ROW_WITHOUT_ARGUMENT, ROW_WITH_ARGUMENT, ROW_MAY_HAVE_ARGUMENT };

/*
 * applet_name: without a path.
 * first_option: the first row of an applet, and preface_of: its preface, or NULL.
 * option_key: 0 in the last row, which stands for no option.
 * option_name: "" if it has only a letter.
 */
#if PACKED
/* Of the box and of each applet the name, with its NUL, and the rows; one of key 0 ends these. */
extern const unsigned char packed_rows[];

/* The prefaces of the applets that have one; the first is NULL. */
extern void (*const packed_prefaces[])(int key);

struct option_row {
	unsigned char key;  /* bits 0 to 7 */
	unsigned char more; /* enum option_argument; from bit 2 on the other bits of the key */
	char name[];        /* with its NUL; the next row follows */
};

static inline int option_key(const struct option_row *row)
{
	return row->key | row->more >> 2 << 8;
}

static inline const char *option_name(const struct option_row *row)
{
	return row->name;
}

static inline enum option_argument option_argument(const struct option_row *row)
{
	return (enum option_argument)(row->more & 3);
}

static inline const struct option_row *option_after(const struct option_row *row)
{
	return (const void *)(row->name + strlen(row->name) + 1);
}

static inline const char *applet_name(const struct applet *applet)
{
	return (const char *)packed_rows + applet->rows;
}

static inline const struct option_row *first_option(const struct applet *applet)
{
	return (const void *)(applet_name(applet) + strlen(applet_name(applet)) + 1);
}

static inline void (*preface_of(const struct applet *applet))(int key)
{
	return packed_prefaces[applet->preface];
}
#else
struct option_row {
	struct applet_option option;
};

static inline int option_key(const struct option_row *row)
{
	return row->option.key;
}

static inline const char *option_name(const struct option_row *row)
{
	return row->option.name ? row->option.name : "";
}

static inline enum option_argument option_argument(const struct option_row *row)
{
	const char *argument = row->option.argument;

	return !argument ? ROW_WITHOUT_ARGUMENT :
	       *argument == '[' ? ROW_MAY_HAVE_ARGUMENT : ROW_WITH_ARGUMENT;
}

static inline const struct option_row *option_after(const struct option_row *row)
{
	return row + 1;
}

static inline const char *applet_name(const struct applet *applet)
{
	return applet->name;
}

static inline const struct option_row *first_option(const struct applet *applet)
{
	static const struct applet_option none[] = { { .key = 0 } };

	return (const void *)(applet->options ? applet->options : none);
}

static inline void (*preface_of(const struct applet *applet))(int key)
{
	return applet->preface;
}
#endif

/* Those of --help and --version. */
const struct option_row *standard_rows(void);

#endif
