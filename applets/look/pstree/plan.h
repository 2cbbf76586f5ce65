/* plan.h - what pstree is asked for. */
#ifndef PSTREE_PLAN_H
#define PSTREE_PLAN_H

#include <stdbool.h>
#include <sys/types.h>

enum { INIT = 1 /* the first process */, NO_NAMESPACE = -1 };

enum line_style { ASCII, VT100, UNICODE };

struct plan {
	bool arguments, compact_not, ages, groups, by_pid, pids, parents, changes, thread_names,
		hide_threads, users, labels;
	bool mark_self;
	pid_t marked;	/* to be highlighted, or 0 */
	int namespace;	/* the type that --ns-sort names, or NO_NAMESPACE */
	enum line_style style;
	unsigned width; /* of a line; 0: unlimited */
	long long now;	/* ticks after boot */
};

/* Whether the namespaces of the processes are needed. */
static inline bool plan_reads_namespaces(const struct plan *plan)
{
	return plan->changes || plan->namespace != NO_NAMESPACE;
}

#endif
