/* bracket.h - the bracket expressions of regular expressions. */
#ifndef PATTERN_BRACKET_H
#define PATTERN_BRACKET_H

#include "pattern/code.h"

/*
 * Compiles a bracket expression. *at is after its "[", and is moved past its "]". Returns NULL, or
 * what is wrong with it.
 */
const char *pattern_bracket(struct pattern_code *code, const char **at);

#endif
