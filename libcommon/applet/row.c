/* row.c - the box and the rows of --help and --version; packed, tables.c has them. */
#include "applet/row.h"

const struct applet box_applet = { .name = "holdbox", .failure = 127 };

const struct option_row *standard_rows(void)
{
	static const struct applet_option rows[] = {
		{ .name = "help", .key = KEY_HELP },
		{ .name = "version", .key = KEY_VERSION },
		{ .key = 0 },
	};

	return (const void *)rows;
}
