/* json.c - strings in JSON. */
#include <string.h>

#include "text/json.h"
#include "text/utf8.h"

void output_json_string(struct output *output, const char *text)
{
	size_t left = strlen(text), length;
	unsigned code;

	output_char(output, '"');
	for (; left; text += length, left -= length) {
		length = utf8_printable(text, left);
		if (length) {
			if (*text == '"' || *text == '\\')
				output_char(output, '\\');
			output_bytes(output, text, length);
			continue;
		}
		length = utf8_decode(text, left, &code);
		if (!length || code > 0xffff) {
			code = 0xdc00 | (unsigned char)*text;
			length = 1;
		}
		output_text(output, "\\u");
		for (int shift = 12; shift >= 0; shift -= 4)
			output_char(output, "0123456789abcdef"[code >> shift & 15]);
	}
	output_char(output, '"');
}
