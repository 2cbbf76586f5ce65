/* quote.c - names and other arguments in messages. */
#include "text/byte.h"
#include "text/quote.h"
#include "text/utf8.h"

/* Length of the character at text that may stay as it is, or 0 for a byte to be escaped. */
static size_t plain_length(const char *text, bool utf8)
{
	if ((unsigned char)*text < 0x80)
		return *text >= 0x20 && *text != 0x7f;
	/* the NUL at the end of the text ends a character, too */
	return utf8 ? utf8_printable(text, UTF8_MAX) : 0;
}

/*
 * Whether "name" in double quotes means name: it contains a single quote (otherwise there is no
 * need) and nothing that is special to a shell, its history expansion, or a C string.
 */
static bool fits_double_quotes(const char *name, bool utf8)
{
	bool quote = false;
	size_t length;

	for (const char *at = name; *at; at += length) {
		length = plain_length(at, utf8);
		if (length == 0 || *byte_find("!\"$&()*;<=>?[\\^`{|}", *at))
			return false;
		if (at > name && (*at == '#' || *at == '~'))
			return false;
		quote |= *at == '\'';
	}
	return quote;
}

static void output_escape(struct output *output, unsigned char byte)
{
	static const char letters[] = "abtnvfr"; /* from 7 on */

	output_char(output, '\\');
	if (byte >= 7 && byte <= 13) {
		output_char(output, letters[byte - 7]);
		return;
	}
	output_char(output, '0' + (byte >> 6));
	output_char(output, '0' + (byte >> 3 & 7));
	output_char(output, '0' + (byte & 7));
}

void output_quoted(struct output *output, const char *name)
{
	bool utf8 = utf8_locale(), escaping = false;
	size_t length;

	if (fits_double_quotes(name, utf8)) {
		output_char(output, '"');
		output_text(output, name);
		output_char(output, '"');
		return;
	}
	output_char(output, '\'');
	for (; *name; name += length ? length : 1) {
		length = plain_length(name, utf8);
		if (*name == '\'') { /* ends an escape, too */
			output_text(output, "'\\''");
			escaping = false;
			continue;
		}
		if (escaping != (length == 0))
			output_text(output, escaping ? "''" : "'$'");
		escaping = length == 0;
		if (escaping)
			output_escape(output, *name);
		else
			output_bytes(output, name, length);
	}
	output_char(output, '\'');
}

void output_bare(struct output *output, const char *name)
{
	const char *at = name;
	bool utf8 = utf8_locale();
	size_t length;

	do
		at += length = plain_length(at, utf8);
	while (length && *at);
	(length ? output_text : output_quoted)(output, name);
}

void output_escaped(struct output *output, const char *text)
{
	bool utf8 = utf8_locale();
	size_t length;

	output_char(output, '\'');
	for (; *text; text += length ? length : 1) {
		length = plain_length(text, utf8);
		if (*text == '\'' || *text == '\\')
			output_char(output, '\\');
		if (length)
			output_bytes(output, text, length);
		else
			output_escape(output, *text);
	}
	output_char(output, '\'');
}

void output_printable(struct output *output, const char *text, bool terminal)
{
	bool utf8 = terminal && utf8_locale();
	size_t length;

	for (; *text; text += length ? length : 1) {
		bool as_it_is = !terminal && (unsigned char)*text >= 0x80;

		length = as_it_is ? 1 : plain_length(text, utf8);
		if (length)
			output_bytes(output, text, length);
		else
			output_char(output, '?');
	}
}
