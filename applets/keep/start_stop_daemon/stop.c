/* stop.c - stopping what start-stop-daemon has found.
 *
 * The processes are held, so that the next signal reaches them and no others that have been given
 * their numbers. Those known by other conditions than a number are looked for again once all of
 * them have ended: what matches then is still running.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "applet/usage.h"
#include "become.h"
#include "find.h"
#include "proc/procfs.h"
#include "signal/signals.h"
#include "stop.h"
#include "target/signal.h"
#include "target/wait.h"
#include "text/byte.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"

enum {
	WORD_SIZE = 32,
	AFTER_KILL = 100000000, /* nanoseconds that KILL takes at most, usually */
	PASSES = 8,             /* over /proc, to find descendants */
	ROUNDS = 64,            /* of signals to descendants that are started meanwhile */
};

/* An item of a schedule: a signal, or -1 and a time, or -1 and the time forever. */
struct item {
	int signal;
	struct timespec time;
};

static bool is_repeat(const struct item *item)
{
	return item->signal < 0 && item->time.tv_sec == DURATION_FOREVER.tv_sec;
}

/* Reads the item at *schedule and moves past it. */
static void read_item(const char **schedule, struct item *item)
{
	size_t length = span_before(*schedule, "/");
	char word[WORD_SIZE];
	bool valid = length < sizeof(word);

	format_text(word, sizeof(word), "%.*s", (int)length, *schedule);
	*schedule += length;
	item->signal = -1;
	item->time = DURATION_FOREVER;
	if (strchr(".0123456789", *word)) {
		valid &= duration_parse(word, &item->time) && !is_repeat(item);
	} else if (strcmp(word, "forever")) {
		item->signal = signal_parse(word + (*word == '-'));
		valid &= item->signal >= 0;
	}
	if (!valid)
		usage_error("invalid schedule item %pq: must be [-]SIGNAL, -NUMBER, a time or "
			    "'forever'",
			    word);
}

void check_schedule(struct plan *plan, char buffer[SCHEDULE_SIZE])
{
	const char *retry = given(plan, 'R'), *at = retry;
	bool repeated = false;
	struct item item = { -1, DURATION_FOREVER };

	if (!retry)
		return;
	plan->schedule = retry;
	if (!strchr(retry, '/')) {
		if (strchr(".0123456789", *retry))
			read_item(&at, &item);
		if (is_repeat(&item))
			usage_error("invalid schedule %pq: must be a time, or at least two items "
				    "such as TERM/5",
				    retry);
		format_text(buffer, SCHEDULE_SIZE, "-%d/%s/KILL/%s", plan->signal, retry, retry);
		plan->schedule = buffer;
		return;
	}
	do {
		read_item(&at, &item);
		if (is_repeat(&item) && (repeated || !*at))
			usage_error("invalid schedule %pq: 'forever' may appear once, not last",
				    retry);
		repeated |= is_repeat(&item);
	} while (*at++);
}

/* Appends the name of the processes in messages, and what precedes and follows it. */
static void output_what(struct plan *plan, const char *before, const char *after)
{
	static const struct {
		unsigned short key;
		char before[29], after[2];
	} names[] = {
		{ 'n', "", "" },
		{ 'x', "", "" },
		{ 'p', "process in pidfile '", "'" },
		{ PID, "process with pid ", "" },
		{ PPID, "process(es) with parent pid ", "" },
		{ 'u', "process(es) owned by '", "'" },
	};
	size_t i = 0;

	while (!given(plan, names[i].key))
		i++;
	output_format(&plan->output, "%s%s", before, names[i].before);
	say_name(plan, given(plan, names[i].key));
	output_format(&plan->output, "%s%s", names[i].after, after);
}

/* --verbose: which processes have got a signal, the count'th one. */
static void report_stopped(struct plan *plan, int count)
{
	size_t left;
	const struct target *target = found(plan, &left);

	if (!given(plan, 'v') || given(plan, 't') || !left)
		return;
	output_what(plan, "Stopped ", " (pid");
	for (; left--; target++)
		output_format(&plan->output, " %d", (int)target->pid);
	output_char(&plan->output, ')');
	if (count)
		output_format(&plan->output, ", retry #%d", count);
	output_text(&plan->output, ".\n");
	output_flush(&plan->output);
}

/* Looks for descendants of the processes, which are added to them. Returns whether any are new. */
static bool add_descendants(struct plan *plan)
{
	int proc = procfs_open_own(plan->trouble), passes = PASSES;
	size_t before = plan->family.targets.length;

	while (family_grow(&plan->family, proc) && --passes)
		;
	close(proc);
	if (plan->family.fault) {
		errno = plan->family.fault;
		fail(plan->trouble, "cannot find all descendants: %m");
	}
	return plan->family.targets.length != before;
}

/* Signals a process; 0 only checks that this is possible. Returns whether it was. */
static bool signal_process(struct plan *plan, struct target *target, int signal)
{
	if (given(plan, 't')) {
		output_format(&plan->output, "Would send signal %d to %d.\n", signal,
			      (int)target->pid);
		return true;
	}
	if (target_signal(target, signal, NULL))
		return true;
	if (signal) {
		error("warning: failed to kill %d: %m", (int)target->pid);
		plan->refused++;
	}
	target_drop(target);
	return false;
}

/* Signals the processes after the first ones, and keeps those. Returns how many there are then. */
static size_t signal_rest(struct plan *plan, size_t first, int signal)
{
	size_t count;
	struct target *targets = found(plan, &count);

	for (size_t i = first; i < count; i++) {
		if (signal_process(plan, &targets[i], signal))
			targets[first++] = targets[i];
	}
	plan->family.targets.length = first * sizeof(*targets);
	return first;
}

/*
 * Signals the processes, which are looked for first, unless there is only one that is known by its
 * number and has been found already. Returns how many there are.
 */
static size_t signal_processes(struct plan *plan, int signal)
{
	int rounds = ROUNDS;
	size_t count = 0;

	plan->refused = 0;
	if (!plan->named || !plan->searched)
		find_processes(plan);
	if (!plan->searched && plan->named && !plan->conditions && signal &&
	    !plan->family.targets.length && !given(plan, 't') && kill(plan->pid, 0)) {
		error("warning: failed to kill %d: %m", (int)plan->pid);
		plan->refused++;
	}
	plan->searched = true;
	do {
		if (given(plan, TREE))
			add_descendants(plan);
		count = signal_rest(plan, count, signal);
	} while (given(plan, TREE) && signal && !given(plan, 't') && rounds-- &&
		 add_descendants(plan));
	return count;
}

/* Waits until all have ended, or for that time. Returns how many have not. */
static size_t wait_for_processes(struct plan *plan, struct timespec time)
{
	struct timespec deadline, left;
	size_t count = 0;

	if (plan->last_signal == SIGKILL && !time.tv_sec && time.tv_nsec < AFTER_KILL)
		time.tv_nsec = AFTER_KILL;
	deadline = duration_deadline(time);
	do {
		struct target *targets = found(plan, &count);

		count = targets_wait(targets, count, &deadline, false);
		plan->family.targets.length = count * sizeof(*targets);
		if (!count)
			count = signal_processes(plan, 0);
		left = duration_left(deadline);
	} while (count && (left.tv_sec || left.tv_nsec));
	return count;
}

/* Returns the exit status, after the end of the processes or their only signal. */
static int finish(struct plan *plan, bool done)
{
	const char *file = given(plan, REMOVE_PIDFILE) ? given(plan, 'p') : "/dev/null";

	if (strcmp(file, "/dev/null") && !given(plan, 't') && unlink(file) && errno != ENOENT)
		error("warning: cannot remove pidfile %pn: %m", file);
	if (done)
		return 0;
	output_what(plan, "No ", " found running; none killed.\n");
	return !given(plan, 'o');
}

static int stop_once(struct plan *plan)
{
	size_t count = signal_processes(plan, plan->signal);

	report_stopped(plan, 0);
	if (plan->refused)
		output_format(&plan->output, "%d pids were not killed\n", plan->refused);
	return finish(plan, count);
}

int stop_processes(struct plan *plan)
{
	const char *at = plan->schedule, *again = NULL;
	int signals = 0;
	size_t count = 0;

	if (at && given(plan, 't')) {
		output_text(&plan->output, "Ignoring --retry in test mode\n");
		at = NULL;
	}
	if (!at)
		return stop_once(plan);
	while (at) {
		struct item item;

		read_item(&at, &item);
		if (item.signal >= 0) {
			plan->last_signal = item.signal;
			count = signal_processes(plan, item.signal);
			report_stopped(plan, signals);
		} else if (is_repeat(&item)) {
			again = at + 1;
			count = 1;
		} else {
			count = wait_for_processes(plan, item.time);
		}
		if (!count)
			return finish(plan, signals);
		signals += item.signal >= 0;
		at = *at ? at + 1 : again;
	}
	output_what(plan, "Program ", "");
	output_format(&plan->output, ", %zu process(es), refused to die.\n", count);
	return TROUBLE;
}
