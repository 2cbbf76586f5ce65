/* packed.c - --help from the texts that were packed when the box was built, in place of help.c. */
#include <errno.h>
#include <signal.h>
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

/* The text of a number below limit, or that of 0: that it is unknown. */
static const char *text_at(const char *unknown, int number, int limit)
{
	const char *text = unknown;

	if (number < 0 || number >= limit)
		return unknown;
	while (number--)
		text = text_after(text);
	return *text ? text : unknown;
}

/* MIPS has numbers of its own. */
const char *reason_text(int reason)
{
	if (EDQUOT != 122)
		return strerror(reason);
	return text_at(packed_reasons(), reason, PACKED_REASONS);
}

const char *signal_text(int number)
{
	if (SIGCHLD != 17)
		return strsignal(number);
	return text_at(packed_signals(), number, PACKED_SIGNALS);
}
