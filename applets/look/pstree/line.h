/* line.h - one line of the drawing, cut off at the width, and the bars that go down through it. */
#ifndef PSTREE_LINE_H
#define PSTREE_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "plan.h"
#include "text/output.h"
#include "text/text.h"

struct line {
	struct output output;
	enum line_style style;
	bool utf8;	/* characters beyond ASCII may be printed */
	unsigned width; /* 0: unlimited */
	unsigned column;
	struct text bars; /* of struct bar, from left to right */
};

/* Where the parent's line goes down to its children. */
struct bar {
	unsigned column;
	bool more; /* children follow the one that is being drawn */
};

/* The bar of the current level. */
struct bar *line_last_bar(const struct line *line);

/* Append one ASCII character, a text of them, and a number. */
void line_char(struct line *line, char byte);
void line_plain(struct line *line, const char *text);
void line_decimal(struct line *line, unsigned long long number);

/* Appends a sequence for the terminal, which takes no column. */
void line_control(struct line *line, const char *sequence);

/*
 * Appends a name or an argument, with octal numbers for bytes that are not printable and a doubled
 * backslash.
 */
void line_text(struct line *line, const char *text);

/* How many columns that takes. */
size_t line_text_columns(const struct line *line, const char *text);

/* Appends parts of lines, by the letters that VT100s have for them: q - w, x |, t, m. */
void line_shapes(struct line *line, const char *shapes);

/* Begins a line, up to where the last bar branches off. */
void line_begin(struct line *line);

/* Ends a line with that many closing brackets. */
void line_end(struct line *line, unsigned brackets);

#endif
