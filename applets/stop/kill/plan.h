/* plan.h - what kill has been asked to do, and how far it has got. */
#ifndef KILL_PLAN_H
#define KILL_PLAN_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "autoconf.h"
#include "target/family.h"
#include "text/output.h"

enum { FAILURE = 1, SOME_FAILED = 64, FOLLOW_UPS = 32 };

/* A signal for the processes that have not ended after a time. */
struct follow_up {
	struct timespec delay;
	int signal;
};

struct plan {
	int signal;
	int value;
	bool has_value;
	bool all_users;
	bool print;
	bool require_handler;
	bool verbose;
	bool tree;
	bool wait;
	struct timespec limit; /* of the wait */
	struct follow_up follow_ups[FOLLOW_UPS];
	int follow_up_count;

	int proc; /* /proc, opened when it is needed, or -1 */
	struct family family; /* the processes that are held */
	int rounds; /* in which descendants were looked for and signalled */
	bool incomplete; /* some may have been missed, which has been reported */
	struct output output;
	int done, failed;
};

/* Whether --tree was given; constant if it is not configured, so that nothing of it is built. */
static inline bool has_tree(const struct plan *plan)
{
	return CONFIG_FEATURE_KILL_TREE && plan->tree;
}

/* Returns the descriptor of /proc. Fails if it is not mounted, or not that of our PID namespace. */
int open_proc(struct plan *plan);

/* Prints the number of the process with -p, or the signal it is sent with --verbose. */
void announce_signal(struct plan *plan, long pid, int signal);

/* The value to be queued with the signal, or NULL. */
const int *queued_value(const struct plan *plan);

/* Counts a process whose signal was sent, or could not be, which is reported with errno. */
void count_result(struct plan *plan, bool sent, const char *name);

#endif
