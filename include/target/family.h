/* family.h - processes that are not ours, and their descendants. */
#ifndef TARGET_FAMILY_H
#define TARGET_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "proc/process.h"
#include "text/text.h"

/* Starts as all zero. */
struct family {
	struct text members;
	struct text targets; /* of struct target: the members that are held; some may be dropped */
	int fault; /* why a process could not be read that may belong to it, an errno; 0: none */
};

/*
 * Makes the process a member, which has been entered or can be by its number, and holds it. Returns
 * false with errno: ESRCH it is gone.
 */
bool family_start(struct family *family, struct process *process);

/*
 * Goes through all processes once and holds the ones that belong to the family: children of a
 * member, and processes in a process group or session that a member leads, whose parents may have
 * ended. This process never belongs to it. Returns how many new ones were found: none is missed if
 * this is called until it finds none. proc is a descriptor of our own /proc.
 */
size_t family_grow(struct family *family, int proc);

#endif
