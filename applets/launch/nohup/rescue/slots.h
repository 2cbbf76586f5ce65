/* slots.h - the standard descriptors of another process. */
#ifndef NOHUP_RESCUE_SLOTS_H
#define NOHUP_RESCUE_SLOTS_H

#include <stdbool.h>
#include <sys/types.h>

#include "file/descriptor.h"

struct slots {
	enum slot kinds[3];
	bool output_regular; /* standard output is a regular file */
	bool close_on_exec[3];
};

/*
 * Inspects them through copies (pidfd_getfd, Linux 5.6), or else through the thread's files in
 * /proc. Returns false with errno if neither is permitted.
 */
bool slots_look(struct slots *slots, int pidfd, pid_t thread);

#endif
