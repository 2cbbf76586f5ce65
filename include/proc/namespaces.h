/* namespaces.h - the namespaces of a process. */
#ifndef PROC_NAMESPACES_H
#define PROC_NAMESPACES_H

#include "proc/process.h"

enum {
	NAMESPACE_CGROUP = 0,
	NAMESPACE_PID = 4,
	NAMESPACE_TIME = 5,
	NAMESPACE_TYPES = 8,
	NAMESPACE_SIZE = 32,
};

/* The types, as in /proc/PID/ns, in alphabetical order. */
extern const char namespace_types[NAMESPACE_TYPES][8];

/* The index of this name in that table, or -1. */
int namespace_find(const char *name);

/* The process's namespace of that type, as "type:[inode]". False with errno (EACCES). */
bool namespace_read(struct process *process, int type, char text[NAMESPACE_SIZE]);

#endif
