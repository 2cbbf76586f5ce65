/* renice - change the priority of running processes
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/renice.1.html, --relative of its 2.40;
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/renice.html
 */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/variable.h"
#include "user/account.h"

/* WHOLE_RANGE: from one end, -20, to the other, 19; a larger change has no further effect. */
enum { RELATIVE = OPTION_LONG, PRIORITY, LOWEST = 19, HIGHEST = -20, WHOLE_RANGE = 39 };

static const struct applet_option options[] = {
	OPT('n', NULL, "N", "set the priority to N, or add N if POSIXLY_CORRECT is set"),
	OPT(PRIORITY, "priority", "N", "set the priority to N; so does N without an option"),
	OPT(RELATIVE, "relative", "N", "add N to the priority"),
	OPT('p', "pid", NULL, "interpret the following IDs as process IDs (default)"),
	OPT('g', "pgrp", NULL, "interpret the following IDs as process group IDs"),
	OPT('u', "user", NULL, "interpret the following IDs as user names or IDs"),
	{ .key = 0 },
};

struct plan {
	const char *priority; /* as it was given, or NULL before that */
	int value;
	bool relative;
	int which; /* in the form of setpriority(2) */
};

static const char *which_name(int which)
{
	return which == PRIO_USER ? "user ID" : which == PRIO_PGRP ? "process group ID" :
								     "process ID";
}

static void read_priority(struct plan *plan, const char *text)
{
	long long value;

	if (number_parse(skip_blanks(text), -WHOLE_RANGE, WHOLE_RANGE, &value) ==
	    NUMBER_INVALID)
		usage_error("invalid priority %pq", text);
	plan->priority = text;
	plan->value = value;
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	switch (key) {
	case 'p':
		plan->which = PRIO_PROCESS;
		break;
	case 'g':
		plan->which = PRIO_PGRP;
		break;
	case 'u':
		plan->which = PRIO_USER;
		break;
	default:
		if (plan->priority)
			usage_error("only one priority can be given");
		plan->relative = key == RELATIVE ||
				 (key == 'n' && variable_value("POSIXLY_CORRECT"));
		read_priority(plan, argument);
	}
}

static bool find_id(int which, const char *text, id_t *id)
{
	long long number;
	struct account user;

	if (which == PRIO_USER) {
		if (!user_find(text, &user)) {
			account_require_look(failure_status(), text);
			error("unknown user %pn", text);
			return false;
		}
		*id = user.uid;
		return true;
	}
	switch (number_parse(skip_blanks(text), 0, INT_MAX, &number)) {
	case NUMBER_OK:
		*id = number;
		return true;
	case NUMBER_INVALID:
		error("bad %s value: %pn", which_name(which), text);
		return false;
	default:
		error("bad %s value: %s: must be from 0 to %d", which_name(which), text, INT_MAX);
		return false;
	}
}

/* -1 is a valid priority: only errno distinguishes it from a failure. */
static bool get_priority(const struct plan *plan, id_t id, int *priority)
{
	errno = 0;
	*priority = getpriority(plan->which, id);
	if (*priority != -1 || !errno)
		return true;
	error("failed to get priority for %u (%s): %m", (unsigned)id, which_name(plan->which));
	return false;
}

static bool change_priority(const struct plan *plan, struct output *output, const char *text)
{
	int old, new;
	id_t id;

	if (!find_id(plan->which, text, &id) || !get_priority(plan, id, &old))
		return false;
	new = plan->value + (plan->relative ? old : 0);
	new = new > LOWEST ? LOWEST : new < HIGHEST ? HIGHEST : new;
	if (setpriority(plan->which, id, new)) {
		error("failed to set priority for %u (%s): %m", (unsigned)id,
		      which_name(plan->which));
		return false;
	}
	if (!get_priority(plan, id, &new))
		return false;
	output_format(output, "%u (%s) old priority %d, new priority %d\n", (unsigned)id,
		      which_name(plan->which), old, new);
	output_flush(output); /* before messages about the next ones; it remembers a failure */
	return true;
}

/* Whether text is a priority below zero, which looks like an option, and none was given yet. */
static bool is_priority(const struct plan *plan, const char *text)
{
	return !plan->priority && text && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
}

/*
 * Goes through the arguments, in which options and operands may alternate. With output NULL it only
 * checks them, so that nothing is changed if one is wrong.
 */
static bool walk_arguments(char **argv, struct output *output)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .which = PRIO_PROCESS };
	bool good = true, operands_only = false, more = false;
	const char *text;
	int key;

	for (;;) {
		bool negative = !parsed.cluster && is_priority(&plan, argv[parsed.index]);

		key = negative || operands_only ? 0 : option_next(&parsed);
		if (!negative && !key)
			operands_only |= !strcmp(argv[parsed.index - 1], "--");
		text = key ? NULL : argv[parsed.index];
		if (!key && !text)
			break;
		more = plan.priority;
		if (key) {
			take_option(&plan, key, parsed.argument);
			continue;
		}
		parsed.index++;
		if (!plan.priority)
			read_priority(&plan, text);
		else if (output && !change_priority(&plan, output, text))
			good = false;
	}
	if (!more)
		usage_error("not enough arguments");
	return good;
}

static int renice_main(int argc, char **argv)
{
	struct output output;
	char buffer[128];
	bool good;

	(void)argc;
	walk_arguments(argv, NULL);
	output_start(&output, 1, buffer, sizeof(buffer));
	good = walk_arguments(argv, &output);
	return output_finish(&output) || !good;
}

APPLET(renice) = {
	.name = "renice",
	.main = renice_main,
	.synopsis = "[-n|--priority|--relative] N [[-p|-g|-u] ID...]...",
	.summary =
		"Change the priority of running processes, from -20 (most CPU time) to 19 (least).",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX,
};
