/* columns.c - prints cells in columns below headings, within the width of a terminal. */
#include <stdint.h>
#include <string.h>

#include "columns.h"
#include "text/byte.h"
#include "text/utf8.h"

enum { LAST_WIDTH = 3 }; /* the minimum width of a last cell that may be cut off */

/* Where the next cell begins and where it should: a cell that is too wide moves the next ones. */
struct position {
	size_t actual, wanted;
	bool gap; /* at least a blank must precede the next cell */
};

/* How many bytes at text become one '?', if utf8_printable rejects them. */
static size_t unprintable(const char *text, size_t length)
{
	/* U+0080 to U+009F are control characters of two bytes */
	return (unsigned char)text[0] == 0xc2 && length > 1 && (text[1] & 0xe0) == 0x80 ? 2 : 1;
}

void cell_add(struct text *cells, const char *text, size_t length, bool utf8)
{
	/* reserve all at once: no character becomes longer */
	char *to = text_add(cells, length);
	size_t used = 0, count;

	for (size_t at = 0; at < length; at += count) {
		unsigned char byte = text[at];
		size_t printable;

		if (byte >= ' ' && byte < 0x7f) {
			to[used++] = (char)byte;
			count = 1;
			continue;
		}
		printable = utf8 ? utf8_printable(text + at, length - at) : 0;

		count = printable;
		if (printable) {
			memcpy(to + used, text + at, printable);
			used += printable;
			continue;
		}
		count = utf8 ? unprintable(text + at, length - at) : 1;
		to[used++] = '?';
	}
	cells->length -= length - used;
}

size_t cell_width(const char *text, bool utf8, size_t room, size_t *bytes)
{
	size_t width = 0, at = 0;

	if (!utf8) {
		width = length_within(text, room);
		*bytes = width;
		return width;
	}
	while (text[at]) {
		int cells = 1;
		size_t length = 1;

		if (text[at] & 0x80)
			length = utf8_cells(text + at, length_within(text + at, 4), &cells);
		if (width + cells > room)
			break;
		width += cells;
		at += length ? length : 1;
	}
	*bytes = at;
	return width;
}

static void output_blanks(struct output *output, size_t count)
{
	while (count--)
		output_char(output, ' ');
}

static void print_literal(const struct column *column, struct output *output,
			  struct position *position)
{
	if (position->actual < position->wanted) {
		output_blanks(output, position->wanted - position->actual);
		position->actual = position->wanted;
	}
	output_text(output, column->heading);
	position->actual += strlen(column->heading);
	position->wanted += strlen(column->heading);
	position->gap = false;
}

/* How much of the branches fits: only whole levels. */
static size_t tree_width(const struct columns *columns, const char *tree, size_t room)
{
	size_t width = length_within(tree, room);

	return width < room || !columns->branch ? width : width - width % columns->branch;
}

/* Prints a cell where it belongs, or after what is already there. tree is NULL for a heading. */
static void print_cell(const struct columns *columns, size_t number, struct output *output,
		       const char *text, const char *tree, struct position *position)
{
	const struct column *column = &columns->list[number];
	bool last = number + 1 == columns->count;
	size_t room = SIZE_MAX, before = 0, bytes, width, blanks = 0, end;

	if (column->flags & COLUMN_CUT && !last && tree)
		room = column->width;
	else if (column->flags & COLUMN_CUT && columns->screen && tree) {
		end = position->actual > position->wanted ? position->actual + 1 : position->wanted;
		room = columns->screen > end ? columns->screen - end : 0;
	}
	if (tree && column->flags & COLUMN_TREE)
		before = tree_width(columns, tree, room);
	width = cell_width(text, columns->utf8, room - before, &bytes) + before;
	if (position->wanted > position->actual)
		blanks = position->wanted - position->actual;
	if (column->flags & COLUMN_RIGHT && width < column->width)
		blanks = column->width - width + position->wanted > position->actual ?
				 column->width - width + position->wanted - position->actual : 0;
	if (blanks < 1)
		blanks = position->gap;
	output_blanks(output, blanks);
	output_bytes(output, tree, before);
	output_bytes(output, text, bytes);
	position->actual += blanks + width;
	position->wanted += column->width;
	position->gap = !last && !(column[1].flags & COLUMN_LITERAL);
	position->wanted += position->gap;
}

/* The cells, or the headings, with a delimiter between them. */
static void print_delimited(const struct columns *columns, struct output *output, const char *cells,
			    const char *tree)
{
	bool first = true;

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->list[i];

		if (column->flags & COLUMN_LITERAL)
			continue;
		if (!first)
			output_text(output, columns->delimiter);
		first = false;
		if (cells && column->flags & COLUMN_TREE)
			output_text(output, tree);
		output_text(output, cells ? cells : column->heading);
		if (cells)
			cells += strlen(cells) + 1;
	}
	output_char(output, '\n');
}

static void print_row(const struct columns *columns, struct output *output, const char *cells,
		      const char *tree)
{
	struct position position = { .gap = false };

	if (columns->delimiter) {
		print_delimited(columns, output, cells, tree);
		return;
	}


	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->list[i];

		if (column->flags & COLUMN_LITERAL) {
			print_literal(column, output, &position);
			continue;
		}
		if (cells) {
			print_cell(columns, i, output, cells, tree, &position);
			cells += strlen(cells) + 1;
		} else {
			print_cell(columns, i, output, column->heading, NULL, &position);
		}
	}
	output_char(output, '\n');
}

void columns_row(const struct columns *columns, struct output *output, const char *cells,
		 const char *tree)
{
	print_row(columns, output, cells, tree);
}

void columns_headings(const struct columns *columns, struct output *output)
{
	print_row(columns, output, NULL, NULL);
}

void columns_fit(struct columns *columns)
{
	size_t total = 0, masks = 0, screen = columns->screen;

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->list[i];
		bool last = i + 1 == columns->count;

		total += column->flags & COLUMN_CUT && last ? LAST_WIDTH : column->width;
		if (!last && !((column[0].flags | column[1].flags) & COLUMN_LITERAL))
			total++;
		masks += column->flags & COLUMN_MASK ? 1 : 0;
	}
	while (screen && columns->screen < total)
		columns->screen += screen;
	if (screen && total + masks * (MASK_WIDE - MASK_NARROW) > columns->screen)
		return;
	for (size_t i = 0; i < columns->count; i++) {
		if (columns->list[i].flags & COLUMN_MASK)
			columns->list[i].width += MASK_WIDE - MASK_NARROW;
	}
}
