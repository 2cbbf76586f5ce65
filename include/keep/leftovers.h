/* leftovers.h - what a command has left behind when it ended: time for it to end, too.
 *
 * For a process that adopts orphans: what is left are its children, and theirs.
 */
#ifndef KEEP_LEFTOVERS_H
#define KEEP_LEFTOVERS_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "target/tree.h"

struct rest {
	bool wanted;           /* --wait-all was given: */
	struct timespec grace; /* so long do they have, */
	int farewell;          /* after this signal; 0: none */
	pid_t told_group;      /* this process group has been told already; 0: none */

	bool begun; /* the grace */
	struct timespec deadline;
	unsigned char *told; /* bit N: our child N has got the farewell */
	struct tree tree;
};

/*
 * --wait-all[=TIME]: sets wanted and grace; 10 seconds without a time. A text that is no duration
 * is reported and exits (usage_error).
 */
void rest_option(struct rest *rest, const char *time);

/*
 * Begins the grace; sends the farewell to those children that have not got it yet: orphans get it
 * as they become ours. Once the grace is over, kills all that is left. Returns whether nothing is,
 * or nothing that can be killed, which is reported.
 */
bool rest_is_gone(struct rest *rest);

/* What is left of the grace, in seconds and nanoseconds, in left; NULL before it has begun. */
const long *rest_time_left(const struct rest *rest, long left[2]);

/* This child has been reaped: its number may become another's. */
void rest_forget(struct rest *rest, pid_t process);

#endif
