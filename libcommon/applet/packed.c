/* packed.c - --help from the texts that were packed when the box was built, in place of help.c. */
#include <errno.h>
#include <string.h>

#include "applet/help.h"
#include "applet/packed.h"
#include "applet/row.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/reason.h"
#include "text/text.h"
#include "text/unpack.h"

enum { LEAD = 7 }; /* "Usage: " */

const char *packed_text(const unsigned char *packed, size_t size)
{
	struct text text = { .length = 0 };

	text_reserve(&text, size);
	unpack(packed, text.bytes, size);
	return text.bytes;
}

/* The one that follows in the packed texts. */
static const char *text_after(const char *text)
{
	return text + strlen(text) + 1;
}

/* Of the applets whose names begin so, the one without a verb comes first. */
static const char *text_of(const char *name)
{
	const char *text = packed_help();
	size_t length = strlen(name);

	while (!text_begins(text + LEAD, name, length) || text[LEAD + length] > ' ')
		text = text_after(text);
	return text;
}

void output_help(struct output *output, const struct applet *applet)
{
	output_text(output, text_of(applet_name(applet)));
}

void output_license(struct output *output)
{
	output_text(output, text_after(text_of(applet_name(running_applet))));
}

void output_box_help(struct output *output)
{
	output_text(output, text_of("holdbox"));
}

void output_box_config(struct output *output)
{
	output_text(output, text_after(text_of("holdbox")));
}

void output_usage(struct output *output, const struct applet *applet)
{
	const char *line = text_of(applet_name(applet)) + LEAD;

	output_format(output, "usage: %.*s\n\n", (int)(byte_find(line, '\n') - line), line);
}

const char *reason_text(int reason)
{
	const char *unknown, *text;

	if (EDQUOT != 122) /* MIPS has numbers of its own */
		return strerror(reason);
	unknown = text = packed_reasons();
	if (reason < 0 || reason >= PACKED_REASONS)
		return unknown;
	while (reason--)
		text = text_after(text);
	return *text ? text : unknown;
}
