/* chrt - show or change how a process is scheduled
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/chrt.1.html
 *
 * With system calls, because musl's functions only return ENOSYS. sched_setattr(2) is used only for
 * deadlines: it sets the niceness too, which sched_setscheduler(2) leaves as it is.
 */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "proc/tasks.h"
#include "signal/mask.h"
#include "text/format.h"
#include "text/number.h"

enum { RESET_ON_FORK = 0x40000000, FLAG_RESET_ON_FORK = 1, DEADLINE = 6 };

/* The first version of sched_setattr(2)'s structure. */
struct attributes {
	uint32_t size;
	uint32_t policy;
	uint64_t flags;
	int32_t niceness;
	uint32_t priority;
	uint64_t runtime;
	uint64_t deadline;
	uint64_t period;
};

/* In the order of --max. */
static const struct policy {
	unsigned char number;
	char letter;
	char name[15];
} policies[] = {
	{ SCHED_OTHER, 'o', "SCHED_OTHER" }, { SCHED_FIFO, 'f', "SCHED_FIFO" },
	{ SCHED_RR, 'r', "SCHED_RR" },	     { SCHED_BATCH, 'b', "SCHED_BATCH" },
	{ SCHED_IDLE, 'i', "SCHED_IDLE" },   { DEADLINE, 'd', "SCHED_DEADLINE" },
};

enum { POLICIES = sizeof(policies) / sizeof(*policies) };

static const struct applet_option options[] = {
	OPT('a', "all-tasks", NULL, "with -p, act on all threads of the process"),
	OPT('b', "batch", NULL, "SCHED_BATCH, for non-interactive work; priority 0"),
	OPT('d', "deadline", NULL, "SCHED_DEADLINE, a runtime budget per period; priority 0"),
	OPT('f', "fifo", NULL, "SCHED_FIFO, runs until it waits or is preempted; 1 to 99"),
	OPT('i', "idle", NULL, "SCHED_IDLE, runs when nothing else does; priority 0"),
	OPT('m', "max", NULL, "print the minimum and maximum priorities and exit"),
	OPT('o', "other", NULL, "SCHED_OTHER, the normal policy; priority 0"),
	OPT('p', "pid", NULL, "act on the running process PID"),
	OPT('r', "rr", NULL, "SCHED_RR, takes turns with its equals; 1 to 99 (default)"),
	OPT('v', "verbose", NULL, "print the old and the new settings"),
	OPT('D', "sched-deadline", "NS", "with -d, the relative deadline in ns\n"
					 "(default: the period)"),
	OPT('P', "sched-period", "NS", "with -d, the period in ns"),
	OPT('R', "reset-on-fork", NULL, "children do not inherit the policy"),
	OPT('T', "sched-runtime", "NS", "with -d, the runtime budget in ns\n"
					"(default: the deadline)"),
	{ .key = 0 },
};

struct plan {
	struct attributes wanted;
	bool running;
	bool verbose;
	const char *which; /* which attributes are printed: "current" or "new" */
	struct tasks tasks;
};

static const struct policy *policy_of_letter(int letter)
{
	for (int i = 0; i < POLICIES; i++) {
		if (policies[i].letter == letter)
			return policies + i;
	}
	return NULL;
}

static const char *policy_name(uint32_t number)
{
	for (int i = 0; i < POLICIES; i++) {
		if (policies[i].number == number)
			return policies[i].name;
	}
	return "unknown";
}

static int print_ranges(void)
{
	struct output output;
	char buffer[256];

	output_start(&output, 1, buffer, sizeof(buffer));
	for (int i = 0; i < POLICIES; i++) {
		int minimum = sched_get_priority_min(policies[i].number);
		int maximum = sched_get_priority_max(policies[i].number);

		output_text(&output, policies[i].name);
		if (minimum < 0 || maximum < 0)
			output_text(&output, " not supported?\n");
		else
			output_format(&output, " min/max priority\t: %d/%d\n", minimum, maximum);
	}
	return output_finish(&output);
}

/* For kernels without sched_getattr(2), before Linux 3.14. */
static bool get_old_attributes(pid_t pid, struct attributes *attributes)
{
	int policy = syscall(SYS_sched_getscheduler, pid), priority = 0;

	if (policy < 0 || syscall(SYS_sched_getparam, pid, &priority))
		return false;
	attributes->policy = policy & ~RESET_ON_FORK;
	attributes->flags = policy & RESET_ON_FORK ? FLAG_RESET_ON_FORK : 0;
	attributes->priority = priority;
	attributes->niceness = 0; /* not reported */
	return true;
}

static bool get_attributes(pid_t pid, struct attributes *attributes)
{
	if (syscall(SYS_sched_getattr, pid, attributes, sizeof(*attributes), 0) == 0)
		return true;
	return errno == ENOSYS && get_old_attributes(pid, attributes);
}

static bool set_attributes(pid_t pid, const struct attributes *attributes)
{
	int policy = attributes->policy, priority = attributes->priority;

	if (policy == DEADLINE)
		return syscall(SYS_sched_setattr, pid, attributes, 0) == 0;
	if (attributes->flags & FLAG_RESET_ON_FORK)
		policy |= RESET_ON_FORK;
	return syscall(SYS_sched_setscheduler, pid, policy, &priority) == 0;
}

static void print_attributes(void *context, pid_t pid)
{
	struct plan *plan = context;
	struct output *output = &plan->tasks.output;
	struct attributes found = { 0 };
	int shown = pid ? pid : getpid();

	if (!tasks_check(&plan->tasks, get_attributes(pid, &found), "get pid", pid))
		return;
	output_format(output, "pid %d's %s scheduling policy: %s%s\n", shown, plan->which,
		      policy_name(found.policy),
		      found.flags & FLAG_RESET_ON_FORK ? "|SCHED_RESET_ON_FORK" : "");
	output_format(output, "pid %d's %s scheduling priority: %u\n", shown, plan->which,
		      (unsigned)found.priority);
	if (found.policy == DEADLINE)
		output_format(output,
			      "pid %d's %s runtime/deadline/period parameters: %llu/%llu/%llu\n",
			      shown, plan->which, (unsigned long long)found.runtime,
			      (unsigned long long)found.deadline, (unsigned long long)found.period);
}

static void set_wanted(void *context, pid_t pid)
{
	struct plan *plan = context;

	tasks_check(&plan->tasks, set_attributes(pid, &plan->wanted),
		    plan->tasks.all ? "set tid" : "set pid", pid);
}

static void print_as(struct plan *plan, pid_t pid, const char *which)
{
	plan->which = which;
	tasks_act(&plan->tasks, pid, print_attributes, plan);
}

static uint64_t nanoseconds(const char *text, const char *what)
{
	return argument_number(text, what, 0, LLONG_MAX);
}

static void read_options(struct options *parsed, struct plan *plan)
{
	const struct policy *policy;
	int key;

	while ((key = option_next(parsed))) {
		plan->tasks.all |= key == 'a';
		plan->running |= key == 'p';
		plan->verbose |= key == 'v';
		policy = policy_of_letter(key);
		if (policy)
			plan->wanted.policy = policy->number;
		else if (key == 'R')
			plan->wanted.flags = FLAG_RESET_ON_FORK;
		else if (key == 'T')
			plan->wanted.runtime = nanoseconds(parsed->argument, "runtime");
		else if (key == 'D')
			plan->wanted.deadline = nanoseconds(parsed->argument, "deadline");
		else if (key == 'P')
			plan->wanted.period = nanoseconds(parsed->argument, "period");
		else if (key == 'm')
			exit(print_ranges());
	}
}

/* Completes the attributes that are wanted. The times are left for the kernel to check. */
static void read_wanted(struct attributes *wanted, const char *text)
{
	int policy = wanted->policy;
	long long priority;
	enum number_result result =
		number_parse(skip_blanks(text), sched_get_priority_min(policy),
			     sched_get_priority_max(policy), &priority);

	if (result == NUMBER_INVALID)
		applet_fail("invalid priority argument: %pq", text);
	wanted->size = sizeof(*wanted);
	if (policy == DEADLINE) {
		if (!wanted->deadline)
			wanted->deadline = wanted->period;
		if (!wanted->runtime)
			wanted->runtime = wanted->deadline;
	} else if (wanted->runtime || wanted->deadline || wanted->period) {
		applet_fail("--sched-{runtime,deadline,period} options are supported "
			    "for SCHED_DEADLINE only");
	}
	if (result == NUMBER_OVERFLOW)
		applet_fail(
			"unsupported priority value for the policy: %s: see --max for valid range",
			skip_blanks(text));
	wanted->priority = priority;
}

static int chrt_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = {
		.wanted = { .policy = SCHED_RR },
		.tasks = { .attribute = "policy" },
	};
	char buffer[1024];
	bool change, pipe_ignored;
	pid_t pid = 0;

	output_start(&plan.tasks.output, 1, buffer, sizeof(buffer));
	read_options(&parsed, &plan);
	argc -= parsed.index;
	argv += parsed.index;
	if (plan.running ? argc < 1 || argc > 2 : argc < 2)
		usage_error("bad usage");
	plan.tasks.all &= plan.running;
	change = argc > 1;
	if (change)
		read_wanted(&plan.wanted, *argv++);
	if (plan.running) {
		pid = argument_pid(*argv, 0);
		if (plan.verbose || !change)
			print_as(&plan, pid, "current");
	}
	if (change) {
		tasks_act(&plan.tasks, pid, set_wanted, &plan);
		if (plan.verbose)
			print_as(&plan, pid, "new");
	}
	if (plan.running)
		return output_finish(&plan.tasks.output);
	/* the report must not keep the command from running */
	pipe_ignored = disposition_replace(SIGPIPE, true);
	output_finish(&plan.tasks.output);
	disposition_set(SIGPIPE, pipe_ignored);
	return exec_or_complain(argv);
}

APPLET(chrt) = {
	.name = "chrt",
	.main = chrt_main,
	.synopsis = "[OPTION]... PRIORITY COMMAND [ARG]...\n[OPTION]... -p [PRIORITY] PID\n-m",
	.summary = "Show or change the scheduling policy and priority of a process.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX | APPLET_EXECS,
};
