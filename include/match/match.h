/* match.h - a pass over the processes that meet conditions. */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "match/condition.h"
#include "proc/process.h"
#include "text/text.h"

/*
 * Conditions, and which of the processes that meet them. Nothing of it is ours to free: there is
 * one of these in the life of a program.
 */
struct match {
	struct conditions conditions;
	bool inverse;         /* those that do not meet all of them */
	bool newest, oldest;  /* of them the one that was started last, or first */
	bool threads;         /* look at each thread, not at each process */
	bool spare_ancestors; /* none of the processes that we descend from */
	bool enter;           /* the process is to be handed over entered, so that it can be held */

	/* the rest is the engine's own */
	unsigned parts;
	struct text ancestors;
	struct process process, best;
	void (*found)(void *context, struct process *process);
	size_t count;
};

/*
 * Looks at all processes but ourselves, in ascending order of their numbers, and calls found
 * (unless NULL) with those that match. Each costs the one read of the cheapest file that rules it
 * out; it is entered, and looked at once more, before a second file is read. found may take the
 * process's directory (target_hold). Returns how many there were. Fails with status 3 where /proc
 * cannot be read.
 */
size_t match_each(struct match *match, void (*found)(void *context, struct process *process),
		  void *context);

#endif
