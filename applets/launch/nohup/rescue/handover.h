/* handover.h - passing open files to another process. */
#ifndef NOHUP_RESCUE_HANDOVER_H
#define NOHUP_RESCUE_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "ptrace/remote.h"

enum { HANDOVER_MAX = 2 };

struct handover {
	int pidfd; /* of the process */
	pid_t pid;
	int count;
	int ours[HANDOVER_MAX];   /* descriptors */
	int theirs[HANDOVER_MAX]; /* the same files there, close-on-exec */
};

/*
 * Passes them through a socket that the process makes (SCM_RIGHTS): it needs no permission to open
 * them, and may have a different root. If it cannot have a socket, or we cannot reach that, it
 * opens them by their paths, provided that these are the same files there. If it has no free
 * descriptors its limit is raised temporarily. Returns false with errno, and leaves none there.
 */
bool handover_pass(struct remote *remote, struct handover *handover);

/* Closes the files there. */
void handover_close(struct remote *remote, const struct handover *handover);

#endif
