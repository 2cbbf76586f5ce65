/* utf8.c - characters of names and command lines. */
#include "text/byte.h"
#include "text/utf8.h"
#include "text/variable.h"
#include "text/width.h"

bool utf8_locale(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *value = NULL;

	for (int i = 0; i < 3 && (!value || !*value); i++)
		value = variable_value(variables[i]);
	value = value ? byte_find(value, '.') : "";
	/* "utf8", "UTF-8": in either case, with a dash or without */
	return *value && (value[1] | 0x20) == 'u' && (value[2] | 0x20) == 't' &&
	       (value[3] | 0x20) == 'f' && value[value[4] == '-' ? 5 : 4] == '8';
}

size_t utf8_decode(const char *text, size_t size, unsigned *code)
{
	static const unsigned smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = size ? (unsigned char)*text : 0;
	size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 :
			first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;

	if (length == 0 || length > size)
		return 0;
	*code = length == 1 ? first : first & (0x7f >> length);
	for (size_t i = 1; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (text[i] & 0x3f);
	}
	if (*code < smallest[length] || (*code >= 0xd800 && *code <= 0xdfff) || *code > 0x10ffff)
		return 0;
	return length;
}

size_t utf8_printable(const char *text, size_t size)
{
	unsigned code;
	size_t length = utf8_decode(text, size, &code);

	if (length == 0 || code < 0x20 || (code >= 0x7f && code < 0xa0))
		return 0;
	/* line and paragraph separators, and codes that are not characters */
	if (code == 0x2028 || code == 0x2029 || (code & 0xfffe) == 0xfffe ||
	    (code >= 0xfdd0 && code <= 0xfdef))
		return 0;
	return length;
}

size_t utf8_cells(const char *text, size_t size, int *cells)
{
	size_t length = utf8_printable(text, size);
	unsigned code;

	*cells = 1;
	if (length > 1) {
		utf8_decode(text, size, &code);
		*cells = character_width(code);
	}
	return length;
}
