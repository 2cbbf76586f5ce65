/* quote.c - names and other arguments in messages. */
#include <string.h>

#include "text/quote.h"
#include "text/utf8.h"

/* Length of the character at text that may stay as it is, or 0 for a byte to be escaped. */
static size_t plain_length(const char *text, size_t size, bool utf8)
{
	if ((unsigned char)*text < 0x80)
		return *text >= 0x20 && *text != 0x7f;
	return utf8 ? utf8_printable(text, size) : 0;
}

/*
 * Whether "name" in double quotes means name: it contains a single quote (otherwise there is no
 * need) and nothing that is special to a shell, its history expansion, or a C string.
 */
static bool fits_double_quotes(const char *name, size_t size, bool utf8)
{
	bool quote = false;
	size_t length;

	for (size_t i = 0; i < size; i += length) {
		length = plain_length(name + i, size - i, utf8);
		if (length == 0 || (length == 1 && strchr("!\"$&()*;<=>?[\\^`{|}", name[i])))
			return false;
		if (i > 0 && (name[i] == '#' || name[i] == '~'))
			return false;
		if (name[i] == '\'')
			quote = true;
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
	size_t size = strlen(name), length;
	bool utf8 = utf8_locale(), escaping = false;

	if (fits_double_quotes(name, size, utf8)) {
		output_char(output, '"');
		output_bytes(output, name, size);
		output_char(output, '"');
		return;
	}
	output_char(output, '\'');
	for (size_t i = 0; i < size; i += length ? length : 1) {
		length = plain_length(name + i, size - i, utf8);
		if (name[i] == '\'') { /* ends an escape, too */
			output_text(output, "'\\''");
			escaping = false;
			continue;
		}
		if (escaping != (length == 0))
			output_text(output, escaping ? "''" : "'$'");
		escaping = length == 0;
		if (escaping)
			output_escape(output, name[i]);
		else
			output_bytes(output, name + i, length);
	}
	output_char(output, '\'');
}

void output_bare(struct output *output, const char *name)
{
	size_t size = strlen(name), length = size > 0, i = 0;
	bool utf8 = utf8_locale();

	for (; i < size && length; i += length)
		length = plain_length(name + i, size - i, utf8);
	(length ? output_text : output_quoted)(output, name);
}

void output_escaped(struct output *output, const char *text)
{
	size_t left = strlen(text), length;
	bool utf8 = utf8_locale();

	output_char(output, '\'');
	for (; left; text += length, left -= length) {
		length = plain_length(text, left, utf8);
		if (*text == '\'' || *text == '\\')
			output_char(output, '\\');
		if (length)
			output_bytes(output, text, length);
		else
			output_escape(output, *text);
		length += !length;
	}
	output_char(output, '\'');
}

void output_printable(struct output *output, const char *text, bool terminal)
{
	size_t left = strlen(text), length;
	bool utf8 = terminal && utf8_locale();

	for (; left; text += length, left -= length) {
		bool plain = (unsigned char)*text >= 0x20 && *text != 0x7f;

		length = 1;
		if (terminal && (unsigned char)*text >= 0x80) {
			length = utf8 ? utf8_printable(text, left) : 0;
			plain = length;
			length += !length;
		}
		if (plain)
			output_bytes(output, text, length);
		else
			output_char(output, '?');
	}
}
