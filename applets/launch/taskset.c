/* taskset - show or change which processors a process may run on
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/taskset.1.html
 */
#include <errno.h>
#include <stdbool.h>
#include <unistd.h>

#include "argument.h"
#include "cpus.h"
#include "error.h"
#include "exec.h"
#include "format.h"
#include "options.h"
#include "tasks.h"

static const struct option options[] = {
	OPT('a', "all-tasks", NULL, "with -p, act on all threads of the process"),
	OPT('c', "cpu-list", NULL, "the processors are and get written as a list, 0,5,8-15:2,\n"
				   "and not as a hexadecimal mask"),
	OPT('p', "pid", NULL, "act on the running process PID"),
	{ .key = 0 },
};

struct plan {
	bool all;
	bool list;
	bool running;
	bool change;
	struct cpus wanted;
	struct output output;
};

static void print(struct plan *plan, pid_t pid, const char *which, const struct cpus *cpus)
{
	output_format(&plan->output, "pid %d's %s affinity %s: ", (int)pid, which,
		      plan->list ? "list" : "mask");
	if (plan->list)
		output_cpus_list(&plan->output, cpus);
	else
		output_cpus_mask(&plan->output, cpus);
	output_char(&plan->output, '\n');
}

/*
 * Whether the call went well. If not, that ends us, after what was printed before; but a thread,
 * other than a process that was named, may well have ended before its turn came.
 */
static bool good(struct plan *plan, bool result, const char *what, pid_t pid)
{
	int reason = errno;

	if (result || (plan->all && reason == ESRCH))
		return result;
	output_flush(&plan->output);
	errno = reason;
	fail(failure_status(), "failed to %s pid %d's affinity: %m", what, (int)pid);
}

static void treat(void *context, pid_t pid)
{
	struct plan *plan = context;
	struct cpus cpus;

	if (!good(plan, cpus_get_affinity(pid, &cpus), "get", pid))
		return;
	print(plan, pid, "current", &cpus);
	if (plan->change && good(plan, cpus_set_affinity(pid, &plan->wanted), "set", pid) &&
	    good(plan, cpus_get_affinity(pid, &cpus), "get", pid))
		print(plan, pid, "new", &cpus);
}

static int treat_running(struct plan *plan, pid_t pid)
{
	char buffer[1024];

	output_start(&plan->output, 1, buffer, sizeof(buffer));
	if (plan->all)
		tasks_each(pid, treat, plan);
	else
		treat(plan, pid);
	return output_finish(&plan->output);
}

static void read_cpus(struct plan *plan, const char *text)
{
	if (plan->list && !cpus_parse_list(text, &plan->wanted))
		fail(failure_status(), "failed to parse CPU list: %pq", text);
	if (!plan->list && !cpus_parse_mask(text, &plan->wanted))
		fail(failure_status(), "failed to parse CPU mask: %pq", text);
}

static int taskset_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { 0 };
	int key;

	while ((key = option_next(&parsed))) {
		plan.all |= key == 'a';
		plan.list |= key == 'c';
		plan.running |= key == 'p';
	}
	argc -= parsed.index;
	argv += parsed.index;
	if (plan.running ? argc < 1 || argc > 2 : argc < 2)
		usage_error("bad usage");
	plan.change = argc > 1;
	if (plan.change)
		read_cpus(&plan, *argv++);
	if (plan.running)
		return treat_running(&plan, argument_pid(*argv, 1));
	if (!cpus_set_affinity(0, &plan.wanted))
		fail(failure_status(), "failed to set pid %d's affinity: %m", (int)getpid());
	return exec_or_complain(argv);
}

APPLET(taskset) = {
	.name = "taskset",
	.main = taskset_main,
	.synopsis = "[OPTION]... MASK COMMAND [ARG]...\n[OPTION]... -p [MASK] PID",
	.summary = "Show or change the processors that a process may run on.",
	.options = options,
	.failure = 1,
	.flags = APPLET_SHORT_HELP | APPLET_EXECS,
};
