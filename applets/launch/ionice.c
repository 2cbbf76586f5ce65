/* ionice - show or change the I/O class and priority of a process
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/ionice.1.html
 */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

enum io_class {
	CLASS_NONE,
	CLASS_REALTIME,
	CLASS_BEST_EFFORT,
	CLASS_IDLE,
	CLASSES,
};

/* ioprio_set(2): a class and 13 bits of data, three of which are the priority. */
enum { CLASS_SHIFT = 13, DATA_MASK = (1 << CLASS_SHIFT) - 1, LEVEL_MAX = 7, LEVEL_USUAL = 4 };

enum who { WHO_NONE, WHO_PROCESS, WHO_GROUP, WHO_USER };

static const char *const class_names[] = { "none", "realtime", "best-effort", "idle" };

static const struct applet_option options[] = {
	OPT('c', "class", "CLASS", "class, by name or number: 0 none, 1 realtime,\n"
				   "2 best-effort, 3 idle"),
	OPT('n', "classdata", "N", "priority in the class realtime or best-effort,\n"
				   "from 0 (first) to 7"),
	OPT('p', "pid", "PID", "act on running processes: PID and the operands"),
	OPT('P', "pgid", "PGID", "act on these process groups"),
	OPT('t', "ignore", NULL, "silently ignore failures to set the priority"),
	OPT('u', "uid", "UID", "act on all processes of these users"),
	{ .key = 0 },
};

struct plan {
	const char *class;
	const char *level;
	enum who who;
	const char *id; /* the first ID, the option's argument; the others are operands */
	bool tolerant;
	int priority; /* in the form of ioprio_set(2) */
};

static void read_options(struct options *parsed, struct plan *plan)
{
	int key;

	while ((key = option_next(parsed))) {
		if (key == 'c') {
			plan->class = parsed->argument;
		} else if (key == 'n') {
			plan->level = parsed->argument;
		} else if (key == 't') {
			plan->tolerant = true;
		} else {
			if (plan->who)
				applet_fail("can handle only one of pid, pgid or uid at once");
			plan->who = key == 'p' ? WHO_PROCESS : key == 'P' ? WHO_GROUP : WHO_USER;
			plan->id = parsed->argument;
		}
	}
}

static enum io_class class_value(const char *text)
{
	long long number;

	if (*text < '0' || *text > '9') {
		for (number = 0; number < CLASSES; number++) {
			if (is_same(text, class_names[number], SIZE_MAX))
				return number;
		}
		applet_fail("unknown scheduling class: %pq", text);
	}
	switch (number_parse(text, 0, CLASSES - 1, &number)) {
	case NUMBER_OK:
		return number;
	case NUMBER_INVALID:
		applet_fail("invalid class argument: %pq", text);
	default:
		applet_fail("unknown prio class %s", text);
	}
}

/* The priority that the options ask for. */
static void read_priority(struct plan *plan)
{
	enum io_class class = plan->class ? class_value(plan->class) : CLASS_BEST_EFFORT;
	int level = LEVEL_USUAL;

	if (plan->level)
		level = argument_number(plan->level, "class data", 0, LEVEL_MAX);
	if (class == CLASS_NONE || class == CLASS_IDLE) {
		if (plan->level && !plan->tolerant)
			error("ignoring given class data for %s class", class_names[class]);
		level = class == CLASS_IDLE ? LEVEL_MAX : 0;
	}
	plan->priority = class << CLASS_SHIFT | level;
}

static void set_priority(const struct plan *plan, enum who who, int id)
{
	if (syscall(SYS_ioprio_set, who, id, plan->priority) && !plan->tolerant)
		applet_fail("ioprio_set failed: %m");
}

static void print_priority(struct output *output, enum who who, int id)
{
	long priority = syscall(SYS_ioprio_get, who, id);
	long class = priority >> CLASS_SHIFT;

	if (priority < 0) {
		int reason = errno;

		output_flush(output);
		errno = reason;
		applet_fail("ioprio_get failed: %m");
	}
	if (class == CLASS_IDLE)
		output_text(output, "idle\n");
	else
		output_format(output, "%s: prio %ld\n",
			      class < CLASSES ? class_names[class] : "unknown",
			      priority & DATA_MASK);
}

static int id_value(enum who who, const char *text)
{
	if (who == WHO_USER) /* the highest number is not a user ID */
		return (int)(unsigned)argument_number(text, "UID", 0, UINT_MAX - 1);
	return argument_number(text, who == WHO_GROUP ? "PGID" : "PID", 0, INT_MAX);
}

/* Acts on plan->id and the operands, after checking that all of them are numbers. */
static int act_on_running(const struct plan *plan, char **operands, bool change)
{
	struct output output;
	char buffer[256];

	for (char **operand = operands; *operand; operand++)
		id_value(plan->who, *operand);
	output_start(&output, 1, buffer, sizeof(buffer));
	for (const char *text = plan->id; text; text = *operands++) {
		int id = id_value(plan->who, text);

		if (change)
			set_priority(plan, plan->who, id);
		else
			print_priority(&output, plan->who, id);
	}
	return output_finish(&output);
}

static int ionice_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { 0 };
	bool change;

	read_options(&parsed, &plan);
	change = plan.class || plan.level;
	read_priority(&plan);
	argv += parsed.index;
	if (!plan.who && parsed.index == argc && change)
		usage_error("bad usage");
	if (!plan.who && parsed.index == argc) {
		plan.who = WHO_PROCESS;
		plan.id = "0";
	}
	if (plan.who)
		return act_on_running(&plan, argv, change);
	set_priority(&plan, WHO_PROCESS, 0);
	return exec_or_complain(argv);
}

APPLET(ionice) = {
	.name = "ionice",
	.main = ionice_main,
	.synopsis = "[OPTION]... -p PID...\n[OPTION]... -P PGID...\n[OPTION]... -u UID...\n"
		    "[OPTION]... COMMAND [ARG]...",
	.summary = "Show or change the I/O class and priority of a process.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX | APPLET_EXECS,
};
