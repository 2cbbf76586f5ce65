/* init.h - the first process of a container: it starts one command, passes signals on to it, and
 * reaps every process that ends below it.
 *
 * In this order: init_block, init_start, init_run.
 */
#ifndef KEEP_INIT_H
#define KEEP_INIT_H

#include <stdbool.h>
#include <sys/types.h>

#include "autoconf.h"
#include "keep/leftovers.h"
#include "signal/mask.h"

struct init {
	struct mask awaited;   /* what is blocked now, and waited for */
	struct mask before;    /* what was blocked when we were started */
	bool children_ignored; /* SIGCHLD was ignored then */
	bool to_group;         /* signals are for the command's process group, which it leads */
	pid_t child;           /* the command; 0 once it has been reaped */
	struct leftovers leftovers;
};

/* What the program does as things happen; context is that of init_run. */
struct init_events {
	/* A signal has come, which may be SIGCHLD. */
	void (*signalled)(void *context, int number);
	/*
	 * A child has ended: status is its exit status or, if killed, the number of the signal.
	 * It is reaped only after this, so its process ID and its group's cannot be reused yet.
	 * With process 0 no other child has ended, with -1 no child is left.
	 */
	void (*ended)(void *context, pid_t process, int status, bool killed);
};

enum init_result { INIT_DONE, INIT_CANNOT_AWAIT_SIGNALS, INIT_CANNOT_AWAIT_CHILDREN };

/* Whether --wait-all was given; constant in a build without it, so that none of it is built. */
static inline bool init_waits_for_all(const struct init *init)
{
	return CONFIG_FEATURE_INIT_WAIT_ALL && init->leftovers.wanted;
}

/*
 * Blocks all signals except those in the list, which a 0 terminates. SIGCHLD gets its default
 * action: if it were ignored, children would be reaped automatically.
 */
void init_block(struct init *init, const unsigned char *except);

/* In a child: restores the blocked signals, and whether SIGCHLD is ignored, from init_block. */
void init_unblock(const struct init *init);

/*
 * In a child, before signals are unblocked: discards the SIGPIPE of a message that it could not
 * write, which would kill it. (init_unblock does so too, and init_run in the first process.)
 */
void init_discard_pipe(void);

/*
 * Starts the command: become is called in a child, which shares our memory until it has executed
 * something, and returns the exit status for having failed to. First reaps children that had ended
 * before. Returns false with errno of vfork(2).
 */
bool init_start(struct init *init, int (*become)(void *context), void *context);

/*
 * Calls events until the command has been reaped and, with --wait-all, its leftovers are gone.
 * Returns INIT_DONE, or another result with errno.
 */
enum init_result init_run(struct init *init, const struct init_events *events, void *context);

/*
 * Sends a signal to the command or, once that has been reaped, to its leftovers if they are waited
 * for. Returns false with errno of kill(2).
 */
bool init_send(struct init *init, int number);

#endif
