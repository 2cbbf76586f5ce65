/* byte.h - looking for bytes in a text.
 *
 * libc's functions do it by words or with a table of the set, in five to ten times the code.
 */
#ifndef TEXT_BYTE_H
#define TEXT_BYTE_H

#include <stdbool.h>
#include <stddef.h>

/* The first such byte in text, or the NUL at its end: strchrnul(3). */
const char *byte_find(const char *text, char byte);

/* Whether text begins with the length bytes at start, or both are the same to a NUL: strncmp(3). */
bool text_begins(const char *text, const char *start, size_t length);

/* The length of text, of which no more than size bytes are looked at: strnlen(3). */
size_t length_within(const char *text, size_t size);

/* How many bytes of text, from the first one, are of set, or not of set: strspn(3), strcspn(3). */
size_t span_of(const char *text, const char *set);
size_t span_before(const char *text, const char *set);

/* The first word of a list with commas, which becomes what follows it; NULL after the last. */
char *next_word(char **list);

/* Whether two letters differ in nothing but case, and two texts, or their first length bytes. */
bool is_same_letter(char a, char b);
bool is_same(const char *a, const char *b, size_t length);

#endif
