/* chosen.h - whether a process is chosen: by lists, by what is said of all, or by default. */
#ifndef PS_CHOSEN_H
#define PS_CHOSEN_H

#include "choice.h"

/* What chooses beside lists: one of it is enough, and none where there are lists. */
enum chosen_by {
	CHOOSE_ALL = 1,
	CHOOSE_OTHERS = 2,	 /* those that all the rest does not choose */
	CHOOSE_RUNNING = 4,	 /* of those that the rest chooses what runs */
	CHOOSE_ON_TERMINALS = 8, /* who leads no session, on a terminal */
	CHOOSE_NO_LEADERS = 16,	 /* who leads no session; with the former, or is on a terminal */
	CHOOSE_ANYBODYS = 32,	 /* those of all users, on a terminal */
	CHOOSE_LEADERS = 64,	 /* our own on a terminal, as always without these options */
	CHOOSE_ANYWHERE = 128,	 /* our own, on a terminal or not; of all with ANYBODYS */
	CHOOSE_SIMPLY = 8 | 16 | 32 | 64 | 128,
};

struct chosen {
	struct choices choices;
	unsigned by;
	bool on_any; /* the default is our own on any terminal, not only on the same one as we */
	bool quick;    /* the list of process IDs, in its order, and nothing else */

	/* set by chosen_start */
	bool hides; /* threads of the kernel, as LIBPROC_HIDE_KERNEL asks for */
	pid_t self, parent;
	uid_t own_user;
	long long own_tty;
};

/*
 * Finds out who we are in this /proc, not always that of our own PID namespace: 0 where it does not
 * know us. The view is used for it.
 */
void chosen_start(struct chosen *chosen, struct view *view, int proc);

/* Whether the process in view is chosen; not if it is gone by now. */
bool chosen_has(const struct chosen *chosen, struct view *view);

/* The files that this takes, enum field_flags. */
unsigned chosen_needs(const struct chosen *chosen);

/*
 * Where nothing but process IDs chooses, those: in ascending order, each once, unless quick. Else
 * NULL.
 */
const struct choice *chosen_pids(struct chosen *chosen, size_t *count);

#endif
