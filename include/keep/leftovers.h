/* leftovers.h - the processes that a command leaves running: they get time to end, too.
 *
 * For a process that adopts orphans: the leftovers are its children and their descendants.
 */
#ifndef KEEP_LEFTOVERS_H
#define KEEP_LEFTOVERS_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "target/tree.h"

struct leftovers {
	bool wanted;           /* --wait-all was given */
	struct timespec grace; /* the time that they get */
	int goodbye_signal;    /* sent to each when its grace begins; 0: none */
	pid_t notified_group;  /* the process group that has got that signal already; 0: none */

	bool begun; /* the grace */
	struct timespec deadline;
	unsigned char *notified; /* bit N: our child N has got the signal */
	struct tree tree;
};

/*
 * --wait-all[=TIME]: sets wanted and grace; 10 seconds without a time. Reports a malformed duration
 * and exits (usage_error).
 */
void leftovers_option(struct leftovers *leftovers, const char *time);

/*
 * Begins the grace, and sends the goodbye signal to the children that have not got it yet: orphans
 * get it as they become ours. Once the grace is over, kills all that are left. Returns whether none
 * is left, or none that can be killed, which is reported.
 */
bool leftovers_are_gone(struct leftovers *leftovers);

/* The rest of the grace, in seconds and nanoseconds, in left; NULL before it has begun. */
const long *leftovers_time_left(const struct leftovers *leftovers, long left[2]);

/* This child has been reaped: its process ID may be reused. */
void leftovers_forget(struct leftovers *leftovers, pid_t process);

#endif
