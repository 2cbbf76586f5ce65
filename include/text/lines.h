/* lines.h - the lines of the kernel's files, and the numbers in them. */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>

enum { LINE_SIZE = 256 };

/*
 * Calls act with each line, without its newline and cut to LINE_SIZE - 1 bytes, until it returns
 * false. Returns false with errno if the file cannot be read to its end.
 */
bool lines_each(int descriptor, bool (*act)(void *context, const char *line), void *context);

/*
 * The number in this base, up to 16, that *text begins with, or 0; it may be preceded by 0x. Moves
 * *text past it.
 */
unsigned long long line_number(const char **text, unsigned base);

#endif
