/* width.h - how many cells of a terminal a character takes. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

/*
 * 0 for combining marks and characters of no width, 2 for wide ones, 1 for all others: for codes
 * up to U+10FFFF that are printable. As musl's wcwidth(3), whose tables take 4.6 KB, these 1 KB.
 */
int character_width(unsigned code);

#endif
