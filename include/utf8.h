/* utf8.h - characters of names and command lines. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the environment's locale (LC_ALL, else LC_CTYPE, else LANG) names UTF-8. */
bool utf8_locale(void);

/*
 * Length in bytes of the printable character at text (up to size bytes), or 0: a control
 * character, an unassigned code or bytes that are no UTF-8 (RFC 3629: no overlong form, no
 * surrogate, nothing above U+10FFFF).
 */
size_t utf8_printable(const char *text, size_t size);

#endif
