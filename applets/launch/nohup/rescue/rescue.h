/* rescue.h - making a running process immune to hangups.
 *
 * Afterwards it is as if nohup had started it: it ignores SIGHUP, and those of its standard
 * descriptors that were a terminal are files. First rescue_look; then the caller opens the files
 * that are needed; then rescue_change.
 */
#ifndef NOHUP_RESCUE_RESCUE_H
#define NOHUP_RESCUE_RESCUE_H

#include <stdbool.h>
#include <sys/types.h>

#include "obstacle.h"
#include "slots.h"

struct rescue {
	pid_t pid;
	pid_t group;  /* it has to be a member of this process group, unless that is 0 */
	unsigned long long inode; /* its pidfd has to have this one, unless that is 0 */
	bool replace; /* also a handler that it has for SIGHUP */
	bool force;   /* even if that may harm the process */

	/* set by rescue_look: the process, and what it needs */
	struct proc_status status;
	bool ignores;   /* SIGHUP already */
	bool keeps;     /* its handler for it */
	bool input;     /* an unreadable file in place of standard input */
	bool output[3]; /* the file for output in place of the descriptor with this number */
	bool follows;   /* standard output's file in place of standard error */
	/* for rescue.c itself: */
	struct slots slots;
	pid_t thread;
	int pidfd; /* of the process: identifies it */
	int files; /* a pidfd by which its descriptors can be copied: that one, or the thread's */
};

/*
 * Inspects the process without touching it. From the first call on, a number that passes to another
 * process is noticed, here or by rescue_change, and then OBSTACLE_ENDED. OBSTACLE_FAILED comes with
 * errno. rescue_end has to follow in any case.
 */
enum obstacle rescue_look(struct rescue *rescue);

/* Whether it needs anything. */
bool rescue_is_needed(const struct rescue *rescue);

/* Changes the process. input and output are open files, or -1 if they are not needed. */
enum obstacle rescue_change(struct rescue *rescue, int input, int output);

void rescue_end(struct rescue *rescue);

#endif
