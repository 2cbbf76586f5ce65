/* utf8.h - characters of names and command lines. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_MAX = 4 }; /* bytes of a character */

/* Whether the environment's locale (LC_ALL, else LC_CTYPE, else LANG) names UTF-8. */
bool utf8_locale(void);

/*
 * Length in bytes of the character at text (up to size bytes), and its code; or 0 if the bytes
 * are not UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF).
 */
size_t utf8_decode(const char *text, size_t size, unsigned *code);

/*
 * Length in bytes of the printable character at text (up to size bytes), or 0: a control
 * character, a line or paragraph separator, a code that is never a character (U+FFFE), or bytes
 * that are not UTF-8. Codes that Unicode has not assigned yet count as printable: there is no table
 * of them to go stale.
 */
size_t utf8_printable(const char *text, size_t size);

/* The same, and how many cells of a terminal it takes: 2 for ideographs, 0 for combining marks. */
size_t utf8_cells(const char *text, size_t size, int *cells);

#endif
