/* rescuer.h - making one process after the other immune to hangups, and reporting each. */
#ifndef NOHUP_RESCUE_RESCUER_H
#define NOHUP_RESCUE_RESCUER_H

#include <stdbool.h>
#include <sys/types.h>

#include "../nohup_out.h"
#include "rescue.h"

/* What they share. */
struct rescuer {
	struct rescue wishes; /* for each of them */
	const char *file;     /* the file for output, or NULL: nohup.out */
	int input, output;    /* open files; -1: not needed yet */
	bool failed;
	struct nohup_out out;
};

/*
 * Changes the process and reports that, or what prevents it, and sets failed then. verbose: also if
 * it needs no change. member: of a group, which it may have left by its end. Returns whether it was
 * changed.
 */
bool rescuer_process(struct rescuer *rescuer, pid_t pid, bool member, bool verbose);

#endif
