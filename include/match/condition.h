/* condition.h - whether a process is one of those that are looked for. */
#ifndef MATCH_CONDITION_H
#define MATCH_CONDITION_H

#include "match/match.h"

/*
 * Conditions by where in /proc they are read, in the order in which it is best to look. The first
 * three can be told of a process that has not been entered; it must be for more than one of them.
 */
enum {
	CONDITION_PATTERN = 1,
	CONDITION_OWNER = 2,
	CONDITION_STAT = 4,
	CONDITION_STATUS = 8,
	CONDITION_CGROUP = 16,
	CONDITION_VARIABLES = 32,
	CONDITION_NAMESPACES = 64,
	CONDITION_HANDLE = 128,
	CONDITION_ALSO = 256,
};

/* Which of them there are in match. */
unsigned condition_parts(const struct match *match);

/* Whether all those in parts hold; not if the process is gone or cannot be looked at. */
bool condition_holds(const struct match *match, struct process *process, unsigned parts);

/* Where in the list the number is, or -1. */
int condition_find(const struct text *list, long long number);

#endif
