/* printable.c - texts of others, for lines on a terminal. */
#include <string.h>

#include "text/printable.h"
#include "text/utf8.h"

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
