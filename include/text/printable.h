/* printable.h - texts of others, for lines on a terminal. */
#ifndef TEXT_PRINTABLE_H
#define TEXT_PRINTABLE_H

#include "text/output.h"

/*
 * Appends text with a '?' for each control byte, so that it is one line and drives no terminal. To
 * a terminal, also for each byte that is no printable character in the locale's character set.
 */
void output_printable(struct output *output, const char *text, bool terminal);

#endif
