/* family.c - processes that are not ours, and their descendants.
 *
 * /proc changes while it is read: a child may be started behind the point that was reached, and may
 * have lost its parent by the next pass. It is then still in the process group or session of one of
 * its ancestors.
 */
#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#include "proc/process.h"
#include "proc/procfs.h"
#include "target/family.h"
#include "target/target.h"

struct member {
	pid_t pid;
	long long start;
	long long seen; /* when it last existed, as far as we know */
};

/* The latest member with that number. */
static struct member *find_member(const struct family *family, pid_t pid)
{
	struct member *members = (struct member *)family->members.bytes;
	size_t count = family->members.length / sizeof(*members);

	while (count-- > 0) {
		if (members[count].pid == pid)
			return &members[count];
	}
	return NULL;
}

bool family_start(struct family *family, struct process *process)
{
	struct member *member;
	struct target target;
	long long start = 0, now = uptime_ticks();

	if (process_enter(process) && process_stat(process))
		start = process->fields[STAT_START];
	if (!start || !target_hold(&target, process)) {
		errno = process_is_fault(errno) ? errno : ESRCH;
		return false;
	}
	*(struct target *)text_add(&family->targets, sizeof(target)) = target;
	member = text_add(&family->members, sizeof(*member));
	*member = (struct member){ process->id, start, now };
	return true;
}

/* Whether the member still exists; its number may be another process's by now. */
static bool exists(struct family *family, struct member *member, struct process *process, int proc)
{
	long long now = uptime_ticks();
	const long long *fields;

	process_start(process, proc, member->pid);
	fields = process_stat(process);
	if (process->fault)
		family->fault = process->fault;
	if (!fields || fields[STAT_START] != member->start)
		return false;
	member->seen = now;
	return true;
}

/*
 * Whether the process is in a group or session with the number of a member, which leads it. If that
 * has ended, its number may have become that of another group, whose leader is younger.
 */
static bool is_led(struct family *family, const struct process *process, int field,
		   struct process *leader)
{
	struct member *member = find_member(family, (pid_t)process->fields[field]);
	long long start = process->fields[STAT_START];

	return member && member->start <= start &&
	       (exists(family, member, leader, process->from) || start < member->seen);
}

/* Whether the process belongs to the family and is not a member yet. */
static bool belongs(struct family *family, struct process *process, struct process *other)
{
	const long long *fields = process_stat(process);
	struct member *member;

	if (!fields || fields[STAT_STATE] == 'Z')
		return false;
	member = find_member(family, process->id);
	if (member && member->start == fields[STAT_START])
		return false;
	member = find_member(family, (pid_t)fields[STAT_PPID]);
	return (member && exists(family, member, other, process->from)) ||
	       is_led(family, process, STAT_PGRP, other) ||
	       is_led(family, process, STAT_SESSION, other);
}

size_t family_grow(struct family *family, int proc)
{
	struct process process = { .from = 0 }, other = { .from = 0 };
	struct scan scan;
	size_t found = 0;
	pid_t pid, self = getpid();

	scan_start(&scan, proc);
	while ((pid = scan_next(&scan))) {
		if (pid == self)
			continue;
		process_start(&process, proc, pid);
		/* once entered, all that is read is of one process, which is then held */
		if (belongs(family, &process, &other) && process_enter(&process) &&
		    belongs(family, &process, &other))
			found += family_start(family, &process);
		if (process.fault)
			family->fault = process.fault;
	}
	if (errno)
		family->fault = errno;
	process_leave(&process);
	text_free(&process.stat);
	text_free(&other.stat);
	return found;
}
