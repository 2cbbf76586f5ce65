/* rescuer.h - making one process after the other immune to hangups, and reporting each. */
#ifndef NOHUP_RESCUE_RESCUER_H
#define NOHUP_RESCUE_RESCUER_H

#include <stdbool.h>
#include <sys/types.h>

#include "../nohup_out.h"
#include "rescue.h"

/* What they share. */
struct rescuer {
	struct rescue wishes; /* for each of them; with a group, only its members */
	const char *file;     /* the file for output, or NULL: nohup.out */
	int input, output;    /* open files; -1: not needed yet */
	bool failed;
	struct nohup_out out;
};

enum rescuer_result {
	RESCUER_NONE, /* no such process, or not a member of the group */
	RESCUER_UNCHANGED,
	RESCUER_CHANGED,
};

/*
 * Changes the process and reports that, or what prevents it, and sets failed then; but members of a
 * group may come and go. verbose: also reports a process that needs no change.
 */
enum rescuer_result rescuer_process(struct rescuer *rescuer, pid_t pid, bool verbose);

#endif
