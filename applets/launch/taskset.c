/* taskset - show or change which processors a process may run on
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/taskset.1.html
 */
#include <stdbool.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "proc/cpus.h"
#include "proc/tasks.h"
#include "text/format.h"

static const struct applet_option options[] = {
	OPT('a', "all-tasks", NULL, "with -p, act on all threads of the process"),
	OPT('c', "cpu-list", NULL, "read and print processors as a list such as 0,5,8-15:2,\n"
				   "not as a hexadecimal mask"),
	OPT('p', "pid", NULL, "act on the running process PID"),
	{ .key = 0 },
};

struct plan {
	bool list;
	bool running;
	bool change;
	struct cpus wanted;
	struct tasks tasks;
};

static void print_affinity(struct plan *plan, pid_t pid, const char *which, const struct cpus *cpus)
{
	struct output *output = &plan->tasks.output;

	output_format(output, "pid %d's %s affinity %s: ", (int)(pid ? pid : getpid()), which,
		      plan->list ? "list" : "mask");
	if (plan->list)
		output_cpus_list(output, cpus);
	else
		output_cpus_mask(output, cpus);
	output_char(output, '\n');
}

static void act_on_task(void *context, pid_t pid)
{
	struct plan *plan = context;
	struct tasks *tasks = &plan->tasks;
	struct cpus cpus;

	if (!tasks_check(tasks, cpus_get_affinity(pid, &cpus), "get pid", pid))
		return;
	print_affinity(plan, pid, "current", &cpus);
	if (plan->change &&
	    tasks_check(tasks, cpus_set_affinity(pid, &plan->wanted), "set pid", pid) &&
	    tasks_check(tasks, cpus_get_affinity(pid, &cpus), "get pid", pid))
		print_affinity(plan, pid, "new", &cpus);
}

static int act_on_process(struct plan *plan, pid_t pid)
{
	char buffer[1024];

	output_start(&plan->tasks.output, 1, buffer, sizeof(buffer));
	tasks_act(&plan->tasks, pid, act_on_task, plan);
	return output_finish(&plan->tasks.output);
}

static void read_cpus(struct plan *plan, const char *text)
{
	if (plan->list && !cpus_parse_list(text, &plan->wanted))
		applet_fail("failed to parse CPU list: %pn", text);
	if (!plan->list && !cpus_parse_mask(text, &plan->wanted))
		applet_fail("failed to parse CPU mask: %pn", text);
}

static int taskset_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .tasks = { .attribute = "affinity" } };
	int key;

	while ((key = option_next(&parsed))) {
		plan.tasks.all |= key == 'a';
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
		return act_on_process(&plan, argument_pid(*argv, 0));
	if (!cpus_set_affinity(0, &plan.wanted))
		applet_fail("failed to set pid %d's affinity: %m", (int)getpid());
	return exec_or_complain(argv);
}

APPLET(taskset) = {
	.name = "taskset",
	.main = taskset_main,
	.synopsis = "[OPTION]... MASK COMMAND [ARG]...\n[OPTION]... -p [MASK] PID",
	.summary = "Show or change the processors that a process may run on.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX | APPLET_EXECS,
};
