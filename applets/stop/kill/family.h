/* family.h - the descendants of a process that is not ours. */
#ifndef KILL_FAMILY_H
#define KILL_FAMILY_H

#include <stddef.h>
#include <sys/types.h>

#include "text/text.h"

/* Starts as all zero. */
struct family {
	struct text members;
	struct text targets; /* of struct target: those that are held; some may be dropped */
};

/* Makes the process with this number the first member and holds it. False with errno. */
bool family_found(struct family *family, int proc, pid_t pid);

/*
 * Looks through all processes once for further members: children of a member, and those in a
 * process group or session that a member leads, whose parents may have ended. Holds them. We are
 * none, whoever has started us. Returns how many were found: none is lost as long as this is called
 * until it finds no more.
 */
size_t family_grow(struct family *family, int proc);

#endif
