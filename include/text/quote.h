/* quote.h - names and other arguments in messages, so that they cannot control a terminal. */
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

/* Appends name as it is; quoted as above if it is empty or has a byte that is never printed raw. */
void output_bare(struct output *output, const char *name);

/*
 * Appends text in single quotes with the escapes of C, as GNU's tools quote arguments that are not
 * file names: 'it\'s', 'a\nb', 'a\033'.
 */
void output_escaped(struct output *output, const char *text);

/*
 * Appends text with a '?' for each control byte, so that it is one line and cannot control a
 * terminal. For a terminal, also for each byte that is not a printable character in the locale's
 * character set.
 */
void output_printable(struct output *output, const char *text, bool terminal);

#endif
