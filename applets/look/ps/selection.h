/* selection.h - which processes are shown: by lists, by options without one, or by default. */
#ifndef PS_SELECTION_H
#define PS_SELECTION_H

#include "selector.h"

/*
 * What options without a list select. A process that matches one item of a list or one of these is
 * selected; the default applies only if there are neither lists nor these.
 */
enum select_by {
	SELECT_ALL = 1,
	SELECT_OTHERS = 2,	 /* those that all the rest does not select */
	SELECT_RUNNING = 4,	 /* of those that the rest selects, only the running ones */
	SELECT_ON_TERMINALS = 8, /* all with a terminal except session leaders */
	SELECT_NO_LEADERS = 16,	 /* all except session leaders; with the former, those on a
				  * terminal are included */
	SELECT_ALL_USERS = 32,	 /* all users' processes with a terminal */
	SELECT_LEADERS = 64,	 /* our own with a terminal, which is BSD's default */
	SELECT_ANYWHERE = 128,	 /* our own, with or without a terminal; all with ALL_USERS */
	SELECT_SIMPLY = 8 | 16 | 32 | 64 | 128,
};

struct selection {
	struct text selectors;
	unsigned by;
	bool bsd_default; /* our own processes on any terminal, not only on ps's own */
	bool quick;	  /* the listed process IDs, in their order, and nothing else */

	/* set by selection_start */
	bool hides_kernel; /* LIBPROC_HIDE_KERNEL is set: the kernel's threads are left out */
	pid_t self, parent;
	uid_t own_user;
	long long own_tty;
};

/*
 * Finds ps itself in this /proc, which may belong to another PID namespace: then self and parent
 * are 0 if it does not list us. Uses the view for that.
 */
void selection_start(struct selection *selection, struct view *view, int proc);

/* Whether the process in view is selected; false if it has ended in the meantime. */
bool selection_includes(const struct selection *selection, struct view *view);

/* The files that selection_includes reads, as enum field_flags. */
unsigned selection_needs(const struct selection *selection);

/*
 * If only lists of process IDs select: those, in ascending order without duplicates, or as given
 * if quick. Else NULL.
 */
const struct selector *selection_pids(struct selection *selection, size_t *count);

#endif
