/* match.c - a pass over the processes that meet conditions. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "autoconf.h"
#include "match/condition.h"
#include "match/match.h"
#include "proc/procfs.h"
#include "target/handle.h"
#include "text/error.h"
#include "text/format.h"

enum { FAILURE = 3 };

/* The namespaces that the processes are to share. */
static void read_namespaces(struct match *match)
{
	struct conditions *conditions = &match->conditions;
	struct process *process = &match->process;

	process_start(process, process->from, conditions->neighbour);
	for (int i = 0; i < NAMESPACE_TYPES; i++) {
		if (conditions->namespaces >> i & 1 &&
		    !namespace_read(process, i, conditions->shared[i]))
			fail(FAILURE, "cannot read the namespaces of process %d: %m",
			     (int)conditions->neighbour);
	}
}

/* Our own ancestors, as far as they can be seen. */
static void find_ancestors(struct match *match)
{
	struct process *process = &match->process;
	const long long *fields;
	long long pid = getppid();

	while (pid > 0) {
		condition_add_number(&match->ancestors, pid);
		process_start(process, process->from, (pid_t)pid);
		fields = process_stat(process);
		pid = fields ? fields[STAT_PPID] : 0;
	}
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

static void hand_over(struct match *match, struct process *process)
{
	match->count++;
	if (match->found)
		match->found(match->conditions.context, process);
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

	if (handles->length && !match->inverse && !handle_find(handles, id))
		return;
	process_start(&match->process, from, id);
	if (is_match(match))
		take_match(match);
}

static void test_threads(struct match *match, int from, pid_t id)
{
	struct scan scan;
	char path[32];
	int tasks;
	pid_t task;

	format_text(path, sizeof(path), "%d/task", (int)id);
	tasks = openat(from, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tasks < 0)
		return;
	scan_start(&scan, tasks);
	while ((task = scan_next(&scan)))
		test_process(match, tasks, task);
	close(tasks);
}

static void prepare(struct match *match)
{
	match->conditions.now = uptime_ticks();
	match->parts = condition_parts(&match->conditions);
	if (CONFIG_FEATURE_MATCH_MORE && match->conditions.namespaces)
		read_namespaces(match);
	if (match->spare_ancestors)
		find_ancestors(match);
	/* stat is read as well */
	match->enter |= match->newest || match->oldest;
}

size_t match_each(struct match *match, void (*found)(void *context, struct process *process),
		  void *context)
{
	struct scan scan;
	int directory = procfs_open(FAILURE);
	pid_t self = getpid(), id;

	match->process.from = directory;
	match->found = found;
	match->conditions.context = context;
	prepare(match);
	scan_start(&scan, directory);
	while ((id = scan_next(&scan))) {
		if (id == self || condition_find_number(&match->ancestors, id) >= 0)
			continue;
		if (match->threads)
			test_threads(match, directory, id);
		else
			test_process(match, directory, id);
	}
	if (errno)
		fail(FAILURE, "cannot read /proc: %m");
	if (match->best.id)
		hand_over(match, &match->best);
	process_leave(&match->process);
	process_leave(&match->best);
	close(directory);
	return match->count;
}
