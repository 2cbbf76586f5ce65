/* pattern_bracket.h - the bracket expressions of regular expressions. */
#ifndef TEXT_PATTERN_BRACKET_H
#define TEXT_PATTERN_BRACKET_H

#include "text/pattern_code.h"

/*
 * Compiles a bracket expression. *at is after its "[", and is moved past its "]". Returns NULL, or
 * what is wrong with it.
 */
const char *pattern_bracket(struct pattern_code *code, const char **at);

#endif
