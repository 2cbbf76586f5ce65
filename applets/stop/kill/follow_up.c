/* follow_up.c - what kill does with the processes that it holds: signal descendants, wait, kill. */
#include <errno.h>

#include "follow_up.h"
#include "target/wait.h"
#include "text/duration.h"
#include "text/error.h"

/* Signals the targets after the first ones, which take length bytes. */
static void signal_added(struct plan *plan, size_t length)
{
	struct target *targets = (struct target *)plan->family.targets.bytes;
	size_t end = plan->family.targets.length / sizeof(*targets);

	for (size_t i = length / sizeof(*targets); i < end; i++) {
		announce_signal(plan, targets[i].pid, plan->signal);
		/* one that has ended in the meantime needs no signal */
		if (!plan->print && !send_signal(plan, &targets[i]) && errno != ESRCH) {
			plan->failed++;
			error("sending signal to %d failed: %m", (int)targets[i].pid);
		}
	}
}

static void find_tree(struct plan *plan)
{
	while (family_grow(&plan->family, open_proc(plan)))
		;
}

/*
 * Finds descendants and signals them, until there are no more: each time there may be new ones. All
 * are found before any is signalled, because the children of a process that has ended get another
 * parent.
 */
static bool signal_descendants(struct plan *plan)
{
	bool found = false;
	size_t before;

	while (has_tree(plan)) {
		before = plan->family.targets.length;
		find_tree(plan);
		if (plan->family.targets.length == before)
			break;
		signal_added(plan, before);
		found = true;
	}
	return found;
}

void signal_trees(struct plan *plan)
{
	find_tree(plan);
	signal_added(plan, 0);
	signal_descendants(plan);
}

/* Waits for the targets, and the descendants they leave behind. Returns how many remain. */
static size_t wait_for_targets(struct plan *plan, struct timespec delay)
{
	struct timespec deadline = duration_deadline(delay);
	struct text *held = &plan->family.targets;
	size_t left;

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
