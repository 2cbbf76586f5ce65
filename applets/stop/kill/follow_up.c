/* follow_up.c - what kill does with the processes that it holds: signal descendants, wait, kill. */
#include <errno.h>
#include <signal.h>

#include "applet/failure.h"
#include "follow_up.h"
#include "target/signal.h"
#include "target/target.h"
#include "target/wait.h"
#include "text/duration.h"
#include "text/error.h"

/*
 * How many passes over /proc look for descendants before the first signal; and how often, with KILL
 * or another signal, new ones are looked for and signalled after that. A tree may fork forever.
 */
enum { PASSES = 8, KILL_ROUNDS = 256, ROUNDS = 8 };

/* Signals the targets after the first ones, which take length bytes. */
static void signal_added(struct plan *plan, size_t length)
{
	struct target *targets = (struct target *)plan->family.targets.bytes;
	size_t end = plan->family.targets.length / sizeof(*targets);

	for (size_t i = length / sizeof(*targets); i < end; i++) {
		announce_signal(plan, targets[i].pid, plan->signal);
		/* one that has ended in the meantime needs no signal */
		if (!plan->print && !target_signal(&targets[i], plan->signal, queued_value(plan)) &&
		    errno != ESRCH) {
			plan->failed++;
			error("sending signal to %d failed: %m", (int)targets[i].pid);
		}
	}
}

/*
 * Finds new descendants, in up to so many passes, until one finds none. Returns whether there were
 * any.
 */
static bool find_descendants(struct plan *plan, int passes)
{
	size_t before = plan->family.targets.length;

	while (family_grow(&plan->family, open_proc(plan)) && --passes > 0)
		;
	if (plan->family.fault && !plan->incomplete) {
		errno = plan->family.fault;
		plan->incomplete = true;
		plan->failed++;
		error("cannot find all descendants: %m");
	}
	return plan->family.targets.length != before;
}

/*
 * Finds descendants that are new and signals them, until there are none. Each time several are
 * found before they are signalled, because the children of a process that has ended get another
 * parent. Returns whether there were any.
 */
static bool signal_descendants(struct plan *plan)
{
	bool found = false;
	size_t before = plan->family.targets.length;

	while (has_tree(plan) && find_descendants(plan, 1)) {
		signal_added(plan, before);
		before = plan->family.targets.length;
		found = true;
		if (++plan->rounds >= (plan->signal == SIGKILL ? KILL_ROUNDS : ROUNDS)) {
			if (plan->signal != SIGKILL)
				break;
			applet_fail("new descendants keep being started");
		}
	}
	return found;
}

void signal_trees(struct plan *plan)
{
	find_descendants(plan, PASSES);
	signal_added(plan, 0);
	signal_descendants(plan);
}

/* Waits for the targets, and the descendants they leave behind. Returns how many remain. */
static size_t wait_for_targets(struct plan *plan, struct timespec delay)
{
	struct timespec deadline = duration_deadline(delay);
	struct text *held = &plan->family.targets;
	size_t left;

	/* not after each signal: a reader that has gone must not prevent the next one */
	output_flush(&plan->output);
	do {
		left = targets_wait((struct target *)held->bytes,
				    held->length / sizeof(struct target), &deadline, false);
		held->length = left * sizeof(struct target);
	} while (!left && signal_descendants(plan));
	return left;
}

void send_follow_ups(struct plan *plan)
{
	size_t left = 0;

	for (int i = 0; i < plan->follow_up_count; i++) {
		if (!wait_for_targets(plan, plan->follow_ups[i].delay))
			return;
		plan->signal = plan->follow_ups[i].signal;
		plan->rounds = 0;
		signal_added(plan, 0);
		signal_descendants(plan);
	}
	if (plan->wait)
		left = wait_for_targets(plan, plan->limit);
	for (size_t i = 0; i < left; i++)
		error("process %d is still running",
		      (int)((struct target *)plan->family.targets.bytes)[i].pid);
	if (left) {
		plan->failed += (int)left;
		plan->done = plan->done > (int)left ? plan->done - (int)left : 0;
	}
}
