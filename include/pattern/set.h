/* set.h - sets of characters: the bracket expressions of a pattern. */
#ifndef PATTERN_SET_H
#define PATTERN_SET_H

#include <stdbool.h>

#include "pattern/character.h"
#include "text/text.h"

/* The code of a byte that is not valid UTF-8 is this plus the byte. */
enum { NOT_UTF8 = 0x110000 };

/*
 * Adds an empty set to sets and returns its number. Only the last set may be changed: by adding a
 * range, or a class, which has only ASCII members without utf8; or by negating it.
 */
int set_start(struct text *sets);
void set_add_range(struct text *sets, int set, unsigned first, unsigned last);
void set_add_class(struct text *sets, int set, enum character_class class, bool utf8);
void set_negate(struct text *sets, int set);

/* Whether the character is in the set. NOT_UTF8 and above are in none, negated or not. */
bool set_has(const struct text *sets, int set, unsigned character);

#endif
