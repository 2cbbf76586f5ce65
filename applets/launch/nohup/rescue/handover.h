/* handover.h - giving open files to another process. */
#ifndef NOHUP_RESCUE_HANDOVER_H
#define NOHUP_RESCUE_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "ptrace/remote.h"

enum { HANDOVER_MOST = 2 };

struct handover {
	int pidfd; /* of the process */
	pid_t pid;
	int count;
	int ours[HANDOVER_MOST];   /* descriptors */
	int theirs[HANDOVER_MOST]; /* the same files there, close-on-exec */
};

/*
 * Gives them through a socket that the process makes (SCM_RIGHTS): it needs no right to open them,
 * and may have another root. Where it may not have a socket, or we may not get at that, it opens
 * them by their paths, if they are the same files there. Where it has no free descriptors its limit
 * is raised for the time. Returns false with errno; then none is left there.
 */
bool handover_give(struct remote *remote, struct handover *handover);

/* Closes what has been given. */
void handover_close(struct remote *remote, const struct handover *handover);

#endif
