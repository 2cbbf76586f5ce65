/* init.h - the first process of a container: it starts one command, passes signals on to it, and
 * reaps all that ends below it.
 *
 * In this order: init_block; init_start; then init_next, init_send and init_ended with init_reap,
 * again and again until the command has been reaped.
 */
#ifndef KEEP_INIT_H
#define KEEP_INIT_H

#include <stdbool.h>
#include <sys/types.h>

#include "signal/mask.h"

struct init {
	struct mask awaited;   /* what is blocked now, for init_next */
	struct mask before;    /* what was blocked when we were started */
	bool children_ignored; /* SIGCHLD was ignored then */
	bool to_group;         /* signals are for the command's process group, which it leads */
	pid_t child;           /* the command; 0 once it has been reaped */
};

/* Blocks all signals but those of the list, which a 0 ends. SIGCHLD gets its default action. */
void init_block(struct init *init, const unsigned char *but);

/* In a child: blocks and ignores what we did before init_block. */
void init_unblock(const struct init *init);

/*
 * Starts the command: become is called in a child, which shares our memory until it has executed
 * something, and returns the exit status for not having been able to. First reaps what has ended
 * before. Returns false with errno of vfork(2).
 */
bool init_start(struct init *init, int (*become)(void *context), void *context);

/*
 * Waits for a signal, at most for timeout, seconds and nanoseconds, unless NULL. Returns its
 * number; 0 when the time is over; or -1 with errno, which is no interruption.
 */
int init_next(const struct init *init, const long timeout[2]);

/* Sends a signal to the command, which has not been reaped yet. False with errno of kill(2). */
bool init_send(const struct init *init, int number);

/*
 * Finds a child that has ended. Returns its process ID, with how it ended in *status: its exit
 * status or, if *killed, the signal's number; 0 if none has; -1 with errno (ECHILD: no children).
 * Until init_reap nobody else can get its number, or that of its process group.
 */
pid_t init_ended(int *status, bool *killed);
bool init_reap(struct init *init, pid_t process);

#endif
