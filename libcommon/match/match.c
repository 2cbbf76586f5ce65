/* match.c - a pass over the processes that meet conditions. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "autoconf.h"
#include "file/descriptor.h"
#include "match/condition.h"
#include "match/match.h"
#include "proc/procfs.h"
#include "target/handle.h"
#include "text/error.h"
#include "text/format.h"

/* The namespaces that the processes are to share. */
static void read_namespaces(struct match *match)
{
	struct conditions *conditions = &match->conditions;
	struct process *process = &match->process;

	process_start(process, process->from, conditions->neighbour);
	for (int i = 0; i < NAMESPACE_TYPES; i++) {
		if (conditions->namespaces >> i & 1 &&
		    !namespace_read(process, i, conditions->shared[i]))
			fail(match->failure, "cannot read the namespaces of process %d: %m",
			     (int)conditions->neighbour);
	}
}

/*
 * Our own ancestors, as far as they can be seen. In a moving picture, in which numbers are reused,
 * they could form a circle.
 */
static void find_ancestors(struct match *match)
{
	struct process *process = &match->process;
	const long long *fields;
	long long pid = match->self;

	do {
		condition_add_number(&match->ancestors, pid);
		process_start(process, process->from, (pid_t)pid);
		fields = process_stat(process);
		if (process->fault)
			fail(match->failure, "cannot read process %d: %m", (int)pid);
		pid = fields ? fields[STAT_PPID] : 0;
	} while (pid > 0 && condition_find_number(&match->ancestors, pid) < 0);
}

/* Whether all conditions hold; with match->inverse, whether they do not. */
static bool is_match(struct match *match)
{
	struct process *process = &match->process;
	unsigned first = match->parts & -match->parts;

	if (!match->inverse && first && first <= CONDITION_VARIABLES) {
		if (!condition_holds(&match->conditions, process, first))
			return false;
		if (first == match->parts && !match->enter)
			return true;
	}
	/* the number may have changed hands: all that is read from now on is of one process */
	if (!process_enter(process) ||
	    condition_holds(&match->conditions, process, match->parts) == match->inverse)
		return false;
	/* an exited process matches nothing; and -n and -o compare by stat */
	return !(match->inverse || match->newest || match->oldest) || process_stat(process);
}

/* Reports the first process that could not be read. */
static void note_fault(struct match *match, pid_t id, int reason)
{
	errno = reason;
	if (!match->incomplete)
		error("cannot read process %d: %m", (int)id);
	match->incomplete = true;
}

/* Hands over a process, and reports what could not be read of it then. */
static void hand_over(struct match *match, struct process *process)
{
	match->count++;
	if (match->found)
		match->found(match->conditions.context, process);
	if (process->fault)
		note_fault(match, process->id, process->fault);
}

/* Hands over a process that matches, or keeps the best one so far. */
static void take_match(struct match *match)
{
	struct process other = match->best;
	long long start, best;

	if (!match->newest && !match->oldest) {
		hand_over(match, &match->process);
		return;
	}
	start = match->process.fields[STAT_START];
	best = match->best.fields[STAT_START];
	/* if two were started in the same hundredth of a second their numbers decide */
	if (match->best.id && (match->newest ? start < best : start >= best))
		return;
	match->best = match->process;
	match->process = other;
}

static void test_process(struct match *match, int from, pid_t id)
{
	const struct text *handles = &match->conditions.handles;
	bool matches;

	if (handles->length && !match->inverse && !handle_find(handles, id))
		return;
	process_start(&match->process, from, id);
	matches = is_match(match);
	if (match->process.fault)
		note_fault(match, id, match->process.fault);
	else if (matches)
		take_match(match);
}

static void test_threads(struct match *match, int from, pid_t id)
{
	struct scan scan;
	char path[32];
	int tasks;
	pid_t task;

	format_text(path, sizeof(path), "%d/task", (int)id);
	tasks = file_open(from, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (tasks >= 0) {
		scan_start(&scan, tasks);
		while ((task = scan_next(&scan)))
			test_process(match, tasks, task);
	}
	if (errno && process_is_fault(errno))
		note_fault(match, id, errno);
	if (tasks >= 0)
		close(tasks);
}

/* Finds out who we are in this /proc, which may be that of another PID namespace. */
static void find_self(struct match *match, int directory)
{
	if (match->use == MATCH_SIGNALLED)
		procfs_check_own(directory, match->failure);
	match->self = procfs_self(directory);
	if (!match->self && errno != ENOENT)
		fail(match->failure, "cannot read /proc/self: %m");
	if (match->use == MATCH_PRINTED && match->self != getpid())
		error("warning: /proc and these process IDs belong to another PID namespace");
}

static void prepare(struct match *match, int directory)
{
	find_self(match, directory);
	match->process.from = directory;
	match->conditions.now = uptime_ticks();
	match->parts = condition_parts(&match->conditions);
	if (CONFIG_FEATURE_MATCH_MORE && match->conditions.namespaces)
		read_namespaces(match);
	match->ancestors.length = 0;
	if (match->spare_ancestors)
		find_ancestors(match);
	/* stat is read as well */
	match->enter |= match->newest || match->oldest;
}

size_t match_each(struct match *match, void (*found)(void *context, struct process *process),
		  void *context)
{
	struct scan scan;
	int directory = procfs_open(match->failure);
	pid_t id;

	match->found = found;
	match->conditions.context = context;
	prepare(match, directory);
	scan_start(&scan, directory);
	while ((id = scan_next(&scan))) {
		if (id == match->self || condition_find_number(&match->ancestors, id) >= 0)
			continue;
		if (match->threads)
			test_threads(match, directory, id);
		else
			test_process(match, directory, id);
	}
	if (errno)
		fail(match->failure, "cannot read /proc: %m");
	if (match->best.id && !match->incomplete)
		hand_over(match, &match->best);
	process_leave(&match->process);
	process_leave(&match->best);
	close(directory);
	return match->count;
}
