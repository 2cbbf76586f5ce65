/* match.h - a pass over the processes that meet conditions. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "match/condition.h"
#include "proc/process.h"
#include "text/text.h"

/* What is done with the numbers of the processes. */
enum match_use {
	MATCH_COUNTED,
	MATCH_PRINTED,  /* a warning if they are those of another PID namespace */
	MATCH_SIGNALLED /* a failure if they are: there another process has the number */
};

/* Conditions, and which of the processes that meet them. Never freed: a program has only one. */
struct match {
	struct conditions conditions;
	bool inverse;         /* those that do not meet all conditions */
	bool newest, oldest;  /* of these only the one that was started last, or first */
	bool threads;         /* test each thread, not each process */
	bool spare_ancestors; /* none of our own ancestors */
	enum match_use use;
	int failure;          /* the exit status if /proc cannot be read */
	bool enter;           /* found gets an entered process, so that it can hold it */

	bool incomplete; /* the result: some processes could not be read, which has been reported */

	/* private to match.c */
	unsigned parts;
	pid_t self; /* our own number in this /proc */
	struct text ancestors;
	struct process process, best;
	void (*found)(void *context, struct process *process);
	size_t count;
};

/*
 * Tests all processes except this one, in ascending order of their numbers, and calls found (unless
 * NULL) with those that match. Each costs one read of the cheapest file that rules it out; it is
 * entered, and tested again, before a second file is read. found may take over the directory of the
 * process (target_hold). Returns how many there were. Fails if /proc cannot be read. If only some
 * processes cannot be read, reports that and sets match->incomplete: they may match or not.
 */
size_t match_each(struct match *match, void (*found)(void *context, struct process *process),
		  void *context);

#endif
