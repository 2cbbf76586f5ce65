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
 * Looks at them through copies (pidfd_getfd, Linux 5.6), or else through what /proc tells of the
 * thread. Returns false with errno where neither may be had.
 */
bool slots_look(struct slots *slots, int pidfd, pid_t thread);

#endif
