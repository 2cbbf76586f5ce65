/* line.c - one line of the drawing, cut off at the width, and the bars that go down through it. */
#include <string.h>

#include "line.h"
#include "text/format.h"
#include "text/utf8.h"

struct bar *line_last_bar(const struct line *line)
{
	return (struct bar *)(line->bars.bytes + line->bars.length) - 1;
}

/* One character on the screen. A plus replaces the last one of a line that is too long. */
static void put_character(struct line *line, const char *bytes, size_t count)
{
	line->column++;
	if (!line->width || line->column < line->width)
		output_bytes(&line->output, bytes, count);
	else if (line->column == line->width)
		output_char(&line->output, '+');
}

void line_char(struct line *line, char byte)
{
	put_character(line, &byte, 1);
}

void line_plain(struct line *line, const char *text)
{
	while (*text)
		line_char(line, *text++);
}

void line_decimal(struct line *line, unsigned long long number)
{
	char digits[24];

	format_text(digits, sizeof(digits), "%llu", number);
	line_plain(line, digits);
}

void line_control(struct line *line, const char *sequence)
{
	output_text(&line->output, sequence);
}

/* Length of the character at text that is printed as it is, or 0 for a byte that is not. */
static size_t plain_length(const struct line *line, const char *text, size_t left)
{
	return (unsigned char)*text < 0x80 || line->utf8 ? utf8_printable(text, left) : 0;
}

void line_text(struct line *line, const char *text)
{
	size_t left = strlen(text), length;

	for (; left; text += length, left -= length) {
		unsigned char byte = *text;
		char octal[] = { '\\', '0' + (byte >> 6), '0' + (byte >> 3 & 7), '0' + (byte & 7),
				 '\0' };

		length = plain_length(line, text, left);
		if (byte == '\\')
			line_plain(line, "\\\\");
		else if (length)
			put_character(line, text, length);
		else
			line_plain(line, octal);
		length += !length;
	}
}

size_t line_text_columns(const struct line *line, const char *text)
{
	size_t left = strlen(text), length, columns = 0;

	for (; left; text += length, left -= length) {
		length = plain_length(line, text, left);
		columns += *text == '\\' ? 2 : length ? 1 : 4;
		length += !length;
	}
	return columns;
}

void line_shapes(struct line *line, const char *shapes)
{
	static const char letters[] = "qwtmx", ascii[] = "-+|`|";
	static const char *const unicode[] = { "\u2500", "\u252c", "\u251c", "\u2514", "\u2502" };

	if (line->style == VT100)
		line_control(line, "\033(0");
	for (; *shapes; shapes++) {
		size_t which = strchr(letters, *shapes) - letters;

		if (line->style == UNICODE)
			put_character(line, unicode[which], strlen(unicode[which]));
		else
			line_char(line, line->style == ASCII ? ascii[which] : *shapes);
	}
	if (line->style == VT100)
		line_control(line, "\033(B");
}

void line_begin(struct line *line)
{
	const struct bar *bar = (struct bar *)line->bars.bytes, *last = line_last_bar(line);

	for (; bar <= last; bar++) {
		while (line->column < bar->column)
			line_char(line, ' ');
		if (bar == last)
			line_shapes(line, bar->more ? "tq" : "mq");
		else if (bar->more)
			line_shapes(line, "x");
	}
}

void line_end(struct line *line, unsigned brackets)
{
	while (brackets--)
		line_char(line, ']');
	output_char(&line->output, '\n');
	line->column = 0;
}
