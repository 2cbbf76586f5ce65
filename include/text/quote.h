/* quote.h - names in messages, quoted so that they can be pasted into a shell. */
#ifndef TEXT_QUOTE_H
#define TEXT_QUOTE_H

#include "text/output.h"

/*
 * Appends name in shell quotes, as GNU's tools do: 'name'; "it's" where that is safe, else
 * 'a'\''b'; control and invalid bytes as 'a'$'\n''b', never raw. If the locale's character set
 * (LC_ALL, LC_CTYPE, LANG) is UTF-8, its printable characters stay; otherwise bytes from 0x80 up
 * become octal escapes.
 */
void output_quoted(struct output *output, const char *name);

/*
 * Appends text with a '?' for each control byte, so that it is one line and cannot control a
 * terminal. For a terminal, also for each byte that is not a printable character in the locale's
 * character set.
 */
void output_printable(struct output *output, const char *text, bool terminal);

#endif
