/* parse.h - the syntax of extended regular expressions, as in POSIX and glibc. */
#ifndef PATTERN_PARSE_H
#define PATTERN_PARSE_H

#include "pattern/code.h"

/*
 * Compiles text to code, which is empty except for utf8 and ignore_case. Returns NULL, or what is
 * wrong with the text, in the words of glibc's regerror(3).
 */
const char *pattern_parse(struct pattern_code *code, const char *text);

#endif
