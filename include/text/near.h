/* near.h - whether what was typed is one slip away from something known. */
#ifndef TEXT_NEAR_H
#define TEXT_NEAR_H

#include <stdbool.h>
#include <stddef.h>

enum { NEAR_HINT_SIZE = 64 };

/*
 * Whether given is known but for one slip: a letter left out, too many, or another one, or two
 * neighbours that changed places. Upper and lower case are the same then; a difference in nothing
 * else is a slip, too. Otherwise never for fewer than three letters, where nearly everything is
 * near, except that one of two is doubled.
 */
bool near_miss(const char *given, const char *known);

/*
 * "; did you mean 'PREFIXKNOWN'?", to be appended to a message, in buffer; "" if known is NULL or
 * too long.
 */
const char *near_hint(char buffer[NEAR_HINT_SIZE], const char *prefix, const char *known);

#endif
