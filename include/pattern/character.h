/* character.h - classes and cases of characters, by their Unicode code. */
#ifndef PATTERN_CHARACTER_H
#define PATTERN_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>

/* The classes that POSIX names, in the order of their names. */
enum character_class {
	CLASS_ALNUM,
	CLASS_ALPHA,
	CLASS_BLANK,
	CLASS_CNTRL,
	CLASS_DIGIT,
	CLASS_GRAPH,
	CLASS_LOWER,
	CLASS_PRINT,
	CLASS_PUNCT,
	CLASS_SPACE,
	CLASS_UPPER,
	CLASS_XDIGIT,
	CLASSES,
};

/* The class called by the length bytes at name ("alnum"), or CLASSES. */
enum character_class character_class_find(const char *name, size_t length);

/*
 * Whether the character is in the class, as in glibc's C.UTF-8: exact for ASCII and the letters of
 * Europe, by blocks of Unicode for the rest.
 */
bool character_is(unsigned code, enum character_class class);

/* Its upper case, for common Latin, Greek, Cyrillic and Armenian letters; else the same code. */
unsigned character_upper(unsigned code);

#endif
