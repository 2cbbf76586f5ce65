/* rescue.h - making a running process outlive its terminal.
 *
 * As if it had been started so: it ignores SIGHUP, and those of its standard descriptors that are
 * a terminal become files. First rescue_look, then those files are opened, then rescue_do.
 */
#ifndef NOHUP_RESCUE_RESCUE_H
#define NOHUP_RESCUE_RESCUE_H

#include <stdbool.h>
#include <sys/types.h>

#include "obstacle.h"
#include "slots.h"

struct rescue {
	pid_t pid;
	bool replace; /* a handler of its own for SIGHUP is replaced too */
	bool force;   /* although it may harm the process */

	/* set by rescue_look: what the process is, and what it needs */
	struct proc_status status;
	bool ignores;   /* SIGHUP already */
	bool keeps;     /* a handler for it */
	bool input;     /* a file that cannot be read, in place of standard input */
	bool output[3]; /* the file for output, in place of the descriptor of this number */
	bool follows;   /* standard output's file, in place of standard error */
	/* for itself: */
	struct slots slots;
	pid_t thread;
	int pidfd;
};

/*
 * Looks at the process, without touching it. OBSTACLE_FAILED is with errno; otherwise rescue_end is
 * to follow.
 */
enum obstacle rescue_look(struct rescue *rescue);

/* Whether it needs anything. */
bool rescue_is_needed(const struct rescue *rescue);

/* Changes the process. input and output are the files, or -1 where they are not needed. */
enum obstacle rescue_do(struct rescue *rescue, int input, int output);

void rescue_end(struct rescue *rescue);

#endif
