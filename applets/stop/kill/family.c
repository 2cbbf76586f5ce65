/* family.c - processes that are not ours, and their descendants.
 *
 * /proc changes while it is read: a child may be started behind the point that was reached, and may
 * have lost its parent by the next pass. It is then still in the process group or session of one of
 * its ancestors.
 */
#include <stdbool.h>
#include <unistd.h>

#include "family.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "target/target.h"

struct member {
	pid_t pid;
	long long start;
};

static const struct member *find_member(const struct family *family, pid_t pid)
{
	const struct member *members = (const struct member *)family->members.bytes;
	size_t count = family->members.length / sizeof(*members);

	for (size_t i = 0; i < count; i++) {
		if (members[i].pid == pid)
			return &members[i];
	}
	return NULL;
}

/* Adds the process, which is entered and whose stat has been read. */
static bool add_member(struct family *family, struct process *process)
{
	struct member *member;
	struct target target;

	if (!target_hold(&target, process))
		return false;
	*(struct target *)text_add(&family->targets, sizeof(target)) = target;
	member = text_add(&family->members, sizeof(*member));
	*member = (struct member){ process->id, process->fields[STAT_START] };
	return true;
}

bool family_start(struct family *family, int proc, pid_t pid)
{
	struct process process = { .from = 0 };
	bool done;

	process_start(&process, proc, pid);
	done = process_enter(&process) && process_stat(&process) && add_member(family, &process);
	process_leave(&process);
	text_free(&process.stat);
	return done;
}

/* Whether the member still exists; its number may be another process's by now. */
static bool exists(const struct member *member, struct process *process, int proc)
{
	const long long *fields;

	process_start(process, proc, member->pid);
	fields = process_stat(process);
	return fields && fields[STAT_START] == member->start;
}

/* Whether the process is younger than the member that leads its group or session. */
static bool is_led_by(const struct member *leader, const long long *fields)
{
	return leader && leader->start <= fields[STAT_START];
}

static bool belongs(const struct family *family, const long long *fields, struct process *parent,
		    int proc)
{
	const struct member *member = find_member(family, (pid_t)fields[STAT_PPID]);

	return (member && exists(member, parent, proc)) ||
	       is_led_by(find_member(family, (pid_t)fields[STAT_PGRP]), fields) ||
	       is_led_by(find_member(family, (pid_t)fields[STAT_SESSION]), fields);
}

size_t family_grow(struct family *family, int proc)
{
	struct process process = { .from = 0 }, parent = { .from = 0 };
	struct scan scan;
	size_t found = 0;
	pid_t pid, self = getpid();

	scan_start(&scan, proc);
	while ((pid = scan_next(&scan))) {
		const long long *fields;

		if (pid == self)
			continue;
		process_start(&process, proc, pid);
		if (!process_enter(&process))
			continue;
		fields = process_stat(&process);
		if (fields && fields[STAT_STATE] != 'Z' && belongs(family, fields, &parent, proc)) {
			const struct member *known = find_member(family, pid);

			if (!known || known->start != fields[STAT_START])
				found += add_member(family, &process);
		}
	}
	process_leave(&process);
	text_free(&process.stat);
	text_free(&parent.stat);
	return found;
}
