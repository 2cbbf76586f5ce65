/* interval.h - the counted repetitions of regular expressions. */
#ifndef PATTERN_INTERVAL_H
#define PATTERN_INTERVAL_H

/* The fault of a pattern that would need too much memory, or that has a count above 32767. */
extern const char pattern_too_big[];

/*
 * Reads {minimum,maximum} and its shorter forms. *at is after the first brace, and is moved past
 * the last one. No maximum is -1. Returns NULL, or what is wrong with it.
 */
const char *pattern_interval(const char **at, int *minimum, int *maximum);

#endif
