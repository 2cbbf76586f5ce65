/* plan.c - what kill has been asked to do, and how far it has got. */
#include "plan.h"
#include "proc/procfs.h"
#include "text/error.h"
#include "text/format.h"

int open_proc(struct plan *plan)
{
	if (plan->proc < 0)
		plan->proc = procfs_open_own(FAILURE);
	return plan->proc;
}

void announce_signal(struct plan *plan, long pid, int signal)
{
	if (plan->print)
		output_format(&plan->output, "%ld\n", pid);
	else if (plan->verbose)
		output_format(&plan->output, "sending signal %d to pid %ld\n", signal, pid);
}

const int *queued_value(const struct plan *plan)
{
	return plan->has_value ? &plan->value : NULL;
}

void count_result(struct plan *plan, bool sent, const char *name)
{
	if (sent) {
		plan->done++;
		return;
	}
	plan->failed++;
	error("sending signal to %s failed: %m", name);
}
