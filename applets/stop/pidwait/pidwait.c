/* pidwait - wait for the processes that match
 * procps-ng 4.x https://gitlab.com/procps-ng/procps
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>

#include "applet/failure.h"
#include "match/options.h"
#include "target/held.h"
#include "outcome.h"
#include "target/wait.h"
#include "text/error.h"
#include "text/format.h"

enum {
	STATUS = OPTION_LONG,
	SIGNAL = CONFIG_FEATURE_MATCH_MORE ? OPTION_LONG + 1 : OPTION_ABSENT,
	FATAL = 3, /* a status */
};

static const struct applet_option options[] = {
	OPT('e', "echo", NULL, "print the processes that are waited for"),
	OPT('c', "count", NULL, "print the number of matching processes"),
	OPT(STATUS, "status", NULL, "exit with the status of the process, 128 + N if killed\n"
				    "by signal N; of several, with the highest status"),
	OPT('v', "inverse", NULL, "processes that do not match"),
	OPT('w', "lightweight", NULL, "wait for threads instead of processes"),
	OPT(SIGNAL, "signal", "SIGNAL", "the signal that --require-handler checks for\n"
					"(default: TERM)"),
#include "match/rows.h"
	{ .key = 0 },
};

struct plan {
	bool echo, count, status;
	int signal;
	struct held held;
	struct output output;
};

static void hold_process(void *context, struct process *process)
{
	struct plan *plan = context;
	struct target *target = held_add(&plan->held, process);

	if (!target && process_is_fault(errno))
		fail(FATAL, "cannot hold process %d: %m", (int)process->id);
	if (target && plan->status && !target_open(target) && errno != ESRCH)
		fail(FATAL, "cannot determine the status of process %d: %m", (int)target->pid);
}

static void print_waiting(struct plan *plan, const struct target *targets, size_t count)
{
	struct output *output = &plan->output;

	for (size_t i = 0; i < count; i++) {
		output_text(output, "waiting for ");
		held_print_name(&plan->held, i, output);
		output_format(output, " (pid %d)\n", (int)targets[i].pid);
	}
}

/* Waits until all have ended. Returns the highest status of them. */
static int status_of_all(struct target *targets, size_t count)
{
	int highest = 0;

	for (; count--; targets++) {
		int ended, status;

		if (targets->pidfd < 0 || !target_outcome(targets, &ended))
			fail(FATAL, "cannot determine the status of process %d: %m",
			     (int)targets->pid);
		status = WIFSIGNALED(ended) ? 128 + WTERMSIG(ended) : WEXITSTATUS(ended);
		highest = status > highest ? status : highest;
	}
	return highest;
}

static void take_option(struct plan *plan, struct match *match, int key, const char *argument)
{
	if (key == SIGNAL)
		plan->signal = match_signal(argument);
	plan->echo |= key == 'e';
	plan->count |= key == 'c';
	plan->status |= key == STATUS;
	match->inverse |= key == 'v';
	match->threads |= key == 'w';
}

static int pidwait_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .signal = SIGTERM };
	struct match_request request = { .given = false };
	struct target *targets;
	char buffer[1024];
	size_t found, held;
	int key, status = 0, written;

	while ((key = option_next(&parsed))) {
		if (!match_option(&request, key, parsed.argument))
			take_option(&plan, &request.match, key, parsed.argument);
	}
	match_operand(&request, argc - parsed.index, argv + parsed.index, plan.signal);
	request.match.enter = true;
	request.match.use = MATCH_SIGNALLED;
	if (plan.echo)
		held_with_names(&plan.held);
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	found = match_each(&request.match, hold_process, &plan);
	targets = held_targets(&plan.held, &held);
	if (plan.count)
		output_format(&plan.output, "%zu\n", found);
	if (plan.echo)
		print_waiting(&plan, targets, held);
	written = output_finish(&plan.output);
	if (plan.status)
		status = status_of_all(targets, held);
	else if (targets_wait(targets, held, NULL, false))
		fail(FATAL, "cannot wait: %m");
	if (written || request.match.incomplete)
		return written ? written : FATAL;
	return found ? status : 1;
}

APPLET(pidwait) = {
	.name = "pidwait",
	.main = pidwait_main,
	.synopsis = "[OPTION]... PATTERN\nOPTION...",
	.summary = "Wait until every process that matches now has ended. PATTERN, an extended\n"
		   "regular expression, is for the name; every option given must be satisfied.",
	.options = options,
	.failure = 2,
	.write_failure = FATAL,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_LIKE_PROCPS,
};
