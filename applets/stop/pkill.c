/* pkill - send a signal to the processes that match
 * procps-ng 4.x https://gitlab.com/procps-ng/procps
 *
 * All matching processes are held by descriptors before the first one is signalled: the process
 * that was examined gets the signal, not a later one with the same number.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "match/options.h"
#include "signal/signals.h"
#include "target/held.h"
#include "target/signal.h"
#include "target/wait.h"
#include "text/byte.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "user/account.h"

enum {
	SIGNAL = OPTION_LONG,
	ANCESTORS,
	WAIT,
	KILL_AFTER,
};

static const struct applet_option options[] = {
	OPT(SIGNAL, "signal", "SIGNAL", "the signal to send, a name or number (default:\n"
					"TERM); also -SIGNAL, as in -HUP or -9"),
	OPT('q', "queue", "VALUE", "send this number with the signal (sigqueue(3))"),
	OPT('e', "echo", NULL, "print the processes that were signalled"),
	OPT('c', "count", NULL, "print the number of matching processes"),
	OPT('m', "mrelease", NULL, "reclaim the memory of killed processes at once"),
	OPT(WAIT, "wait", "[=DURATION]", "wait until all have ended, up to DURATION"),
	OPT(KILL_AFTER, "kill-after", "DURATION", "after DURATION send KILL to those still\n"
						  "running, and wait for them"),
	OPT(ANCESTORS, "ancestors", NULL, "with -f, do not spare pkill's own ancestors"),
	OPT(MATCH_INVERSE, "inverse", NULL, "processes that do not match"),
#include "match/rows.h"
	{ .key = 0 },
};

enum { FATAL = 3, SURVIVORS = 4 /* statuses */ };

/* The number is the same on all processors, but libc's header may be older than the call. */
enum { CALL_MRELEASE = 448 };

struct plan {
	int signal, value;
	bool queue, echo, count, release, ancestors, wait, kill;
	struct timespec limit, grace;
	struct held held;
	struct output output;
};

static void hold_process(void *context, struct process *process)
{
	struct plan *plan = context;

	if (!held_add(&plan->held, process) && process_is_fault(errno))
		fail(FATAL, "cannot hold process %d: %m", (int)process->id);
}

static void print_killed(struct plan *plan, size_t index, pid_t pid)
{
	held_print_name(&plan->held, index, &plan->output);
	output_format(&plan->output, " killed (pid %d)\n", (int)pid);
}

static void release_memory(struct target *target)
{
	if (!target_open(target) || syscall(CALL_MRELEASE, target->pidfd, 0)) {
		if (errno != ESRCH)
			error("releasing the memory of pid %d failed: %m", (int)target->pid);
	}
}

/*
 * Sends the signal to all. Moves those that got it to the front of the array, and returns their
 * number; *refused is the number of those that exist but could not be signalled.
 */
static size_t signal_all(struct plan *plan, size_t *refused)
{
	size_t count, sent = 0;
	struct target *targets = held_targets(&plan->held, &count);

	*refused = 0;
	for (size_t i = 0; i < count; i++) {
		if (target_signal(&targets[i], plan->signal, plan->queue ? &plan->value : NULL)) {
			if (plan->echo)
				print_killed(plan, i, targets[i].pid);
			if (plan->release)
				release_memory(&targets[i]);
			targets[sent++] = targets[i];
			continue;
		}
		if (errno != ESRCH) {
			error("killing pid %d failed: %m", (int)targets[i].pid);
			++*refused;
		}
		target_drop(&targets[i]);
	}
	return sent;
}

/* Whether an argument of capitals is an option after all, such as -Froot.pid in capitals. */
static bool is_option(const char *argument)
{
	const char *text = argument + 2;
	struct account user;
	gid_t group;

	switch (argument[1]) {
	case 'F':
		return !*text || access(text, F_OK) == 0;
	case 'U':
		return !*text || user_find(text, &user);
	case 'G':
		return !*text || group_find(text, &group);
	case 'P':
	case 'O':
		return !*text || (*text >= '0' && *text <= '9');
	default: /* options without an argument may share a dash */
		return !argument[1 + span_of(argument + 1, "ALV")];
	}
}

/* Takes -SIGNAL out of the arguments. Returns the signal, or TERM if there is none. */
static int signal_argument(int *argc, char **argv)
{
	int number = signal_take_argument(argc, argv);

	for (int i = 1; argv[i] && strcmp(argv[i], "--"); i++) {
		/* -77 may be the value of -q */
		if (signal_is_meant(argv[i]) && argv[i][1] > '9' && !is_option(argv[i]))
			match_signal(argv[i] + 1);
	}
	return number < 0 ? SIGTERM : number;
}

static struct timespec parse_duration(const char *text)
{
	struct timespec duration;

	if (!duration_parse(text, &duration))
		usage_error("invalid time interval %pq", text);
	return duration;
}

static int parse_value(const char *text)
{
	long long value;

	switch (number_parse(text, INT_MIN, INT_MAX, &value)) {
	case NUMBER_OK:
		return (int)value;
	case NUMBER_INVALID:
		usage_error("not a number: %pq", text);
	default:
		usage_error("number out of range: %pq: must be from %d to %d", text, INT_MIN,
			    INT_MAX);
	}
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == SIGNAL) {
		plan->signal = match_signal(argument);
	} else if (key == 'q') {
		plan->value = parse_value(argument);
	} else if (key == KILL_AFTER) {
		plan->grace = parse_duration(argument);
	} else if (key == WAIT && argument) {
		plan->limit = parse_duration(argument);
	}
	plan->queue |= key == 'q';
	plan->echo |= key == 'e';
	plan->count |= key == 'c';
	plan->release |= key == 'm';
	plan->ancestors |= key == ANCESTORS;
	plan->kill |= key == KILL_AFTER;
	plan->wait |= key == WAIT || key == KILL_AFTER;
}

static int pkill_main(int argc, char **argv)
{
	struct plan plan = {
		.signal = signal_argument(&argc, argv),
		.limit = DURATION_FOREVER,
	};
	struct options parsed = options_of(argv);
	struct match_request request = { .given = false };
	size_t found, held, sent, left;
	char buffer[4096];
	int key, status;

	while ((key = option_next(&parsed))) {
		if (!match_option(&request, key, parsed.argument))
			take_option(&plan, key, parsed.argument);
	}
	match_operand(&request, argc - parsed.index, argv + parsed.index, plan.signal);
	request.match.spare_ancestors |= request.match.conditions.full && !plan.ancestors;
	request.match.enter = true;
	request.match.use = MATCH_SIGNALLED;
	if (plan.echo)
		held_with_names(&plan.held);
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	found = match_each(&request.match, hold_process, &plan);
	sent = signal_all(&plan, &left);
	if (plan.count)
		output_format(&plan.output, "%zu\n", found);
	status = output_finish(&plan.output);
	if (plan.wait)
		left += targets_stop(held_targets(&plan.held, &held), sent,
				     plan.kill ? &plan.grace : NULL, plan.limit);
	if (status || request.match.incomplete)
		return status ? status : FATAL;
	return plan.wait && left ? SURVIVORS : !sent;
}

APPLET(pkill) = {
	.name = "pkill",
	.main = pkill_main,
	.synopsis = "[-SIGNAL] [OPTION]... PATTERN\n[-SIGNAL] OPTION...",
	.summary = "Send a signal, TERM by default, to processes whose name matches PATTERN (an\n"
		   "extended regular expression) and that satisfy every option given.",
	.options = options,
	.failure = 2,
	.write_failure = FATAL,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_LIKE_PROCPS,
};
