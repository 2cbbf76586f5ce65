/* killall - send a signal to processes by the names of their programs
 * psmisc 23 https://gitlab.com/psmisc/psmisc
 *
 * All matching processes are found and held before the first one is signalled: which ones are found
 * must not depend on the effects of the signals.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "match/executable.h"
#include "match/match.h"
#include "pattern/pattern.h"
#include "proc/process.h"
#include "proc/program.h"
#include "signal/list.h"
#include "signal/signals.h"
#include "target/signal.h"
#include "target/target.h"
#include "target/wait.h"
#include "text/byte.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/output.h"
#include "text/quote.h"
#include "text/text.h"
#include "user/account.h"

enum { WAIT = OPTION_LONG, KILL_AFTER };

static const struct applet_option options[] = {
	OPT('e', "exact", NULL, "if NAME has more than 15 bytes, skip processes\n"
				"of whose name only the first 15 are known"),
	OPT('I', "ignore-case", NULL, "ignore case in names"),
	OPT('g', "process-group", NULL, "signal the process group of each, but only once"),
	OPT('y', "younger-than", "TIME", "only processes started less than TIME ago"),
	OPT('o', "older-than", "TIME", "only processes started more than TIME ago"),
	OPT('i', "interactive", NULL, "ask before each signal"),
	OPT('l', "list", NULL, "list signal names and exit"),
	OPT('q', "quiet", NULL, "do not complain if nothing matches"),
	OPT('r', "regexp", NULL, "NAME is an extended regular expression"),
	OPT('s', "signal", "SIGNAL", "the signal to send (default: TERM)"),
	OPT('u', "user", "USER", "only processes of USER; NAME is then optional"),
	OPT('v', "verbose", NULL, "report each signal that was sent"),
	OPT('w', NULL, NULL, "wait until the processes have ended"),
	OPT(WAIT, "wait", "[=DURATION]", "the same, up to DURATION"),
	OPT(KILL_AFTER, "kill-after", "DURATION", "after DURATION send KILL to those still\n"
						  "running, and wait for them"),
	OPT('n', "ns", "PID", "only processes in the PID namespace of PID"),
	OPT('Z', "context", "REGEXP", "only processes whose security context matches; NAME\n"
				      "is then optional"),
	{ .key = 0 },
};

enum { FAILURE = 1, ANSWER_SIZE = 64 };

/* A process that is to be signalled. */
struct found {
	int name;    /* index of the operand that it matches, or -1 */
	pid_t group; /* its process group when it was found */
	bool done;   /* it, or its group, has been signalled */
	bool gone;   /* it has ended, or left its group */
};

/* A NAME operand. */
struct name {
	const char *text;
	struct executable file; /* if it has a slash */
	struct pattern pattern;
	bool met; /* a process has that name */
};

struct plan {
	struct match match;
	int signal;
	bool exact, ignore_case, groups, ask, quiet, regular, verbose, wait, kill, by_context;
	bool done;
	long long younger, older; /* ticks since the start; -1: any */
	struct timespec limit, grace;
	struct pattern context;
	struct text names, found, targets;
	int current; /* index of the name that the current process matches */
	struct output output;
};

static int name_count(const struct plan *plan)
{
	return (int)(plan->names.length / sizeof(struct name));
}

static struct name *name_at(const struct plan *plan, int index)
{
	return (struct name *)plan->names.bytes + index;
}

/* ---- the processes that match ------------------------------------------------------------ */

static int compare_names(const struct plan *plan, const char *a, const char *b, size_t size)
{
	return plan->ignore_case ? !is_same(a, b, size) : !text_begins(a, b, size);
}

/* Whether the process has this name, of which the kernel keeps 15 bytes; more may be unknown. */
static bool is_called(struct plan *plan, struct name *name, struct process *process)
{
	const char *own;

	if (!plan->regular && strchr(name->text, '/'))
		return executable_runs(&name->file, process);
	own = program_name(process);
	if (!own)
		return false;
	if (plan->regular)
		return pattern_matches(&name->pattern, own);
	if (compare_names(plan, own, name->text, INT_MAX) == 0)
		return true;
	if (strlen(own) != PROCESS_NAME || compare_names(plan, own, name->text, PROCESS_NAME))
		return false;
	if (plan->exact && plan->verbose)
		error("skipping partial match %pn(%d)", own, (int)process->id);
	return !plan->exact;
}

static bool is_of_age(struct plan *plan, struct process *process)
{
	const long long *fields = process_stat(process);
	long long age = fields ? plan->match.conditions.now - fields[STAT_START] : 0;

	return fields && (plan->younger < 0 || age <= plan->younger) &&
	       (plan->older < 0 || age >= plan->older);
}

static bool has_context(struct plan *plan, struct process *process)
{
	size_t length;
	const char *context = process_file(process, "attr/current", &length);

	return context && pattern_matches(&plan->context, context);
}

/* Conditions that match.c does not support. Sets plan->current to the name that matches. */
static bool is_meant(const struct conditions *conditions, struct process *process)
{
	struct plan *plan = conditions->context;

	plan->current = -1;
	for (int i = 0; i < name_count(plan) && plan->current < 0; i++) {
		if (is_called(plan, name_at(plan, i), process))
			plan->current = i;
	}
	if (name_count(plan) && plan->current < 0)
		return false;
	if ((plan->younger >= 0 || plan->older >= 0) && !is_of_age(plan, process))
		return false;
	return !plan->by_context || has_context(plan, process);
}

static void hold_process(void *context, struct process *process)
{
	struct plan *plan = context;
	struct found found = { .name = plan->current };
	const long long *fields = process_stat(process);
	struct target target;

	if (!fields)
		return;
	found.group = (pid_t)fields[STAT_PGRP];
	if (plan->current >= 0)
		name_at(plan, plan->current)->met = true;
	if (!target_hold(&target, process)) {
		if (process_is_fault(errno))
			applet_fail("cannot hold process %d: %m", (int)process->id);
		return;
	}
	memcpy(text_add(&plan->found, sizeof(found)), &found, sizeof(found));
	memcpy(text_add(&plan->targets, sizeof(target)), &target, sizeof(target));
}

/* ---- signalling -------------------------------------------------------------------------- */

/* The name of a process in messages: the operand, or its own name. */
static const char *display_name(const struct plan *plan, const struct found *found,
				const struct target *target, struct process *process)
{
	const char *name;

	if (found->name >= 0)
		return name_at(plan, found->name)->text;
	*process = (struct process){ .id = target->pid, .entered = target->directory >= 0,
				     .directory = target->directory };
	name = process->entered ? process_name(process) : NULL;
	return name ? name : "process";
}

static bool is_confirmed(struct plan *plan, const char *name, pid_t pid)
{
	char answer[ANSWER_SIZE];
	size_t used = 0;
	char byte;

	output_format(&plan->output, "%s ", plan->signal == SIGTERM || plan->signal == SIGKILL
						    ? "Kill" : "Signal");
	output_printable(&plan->output, name, true);
	output_format(&plan->output, "(%d) ? (y/N) ", (int)pid);
	output_flush(&plan->output);
	while (read(0, &byte, 1) == 1 && byte != '\n') {
		if (used < sizeof(answer))
			answer[used++] = byte;
	}
	return used && (answer[0] == 'y' || answer[0] == 'Y');
}

/* Signals a process that was found. Returns whether that was done. */
static bool signal_found(struct plan *plan, struct found *found, struct target *target)
{
	struct process process = { .from = 0 };
	pid_t pid = plan->groups ? found->group : target->pid;
	const char *name = display_name(plan, found, target, &process);

	if (plan->ask && !is_confirmed(plan, name, pid))
		return false;
	if (!(plan->groups ? target_signal_group(target, found->group, plan->signal)
			   : target_signal(target, plan->signal, NULL))) {
		found->gone = errno == ESRCH;
		if (!found->gone)
			error("%pn(%d): %m", name, (int)pid);
		return false;
	}
	if (plan->verbose)
		error("killed %pn(%d) with signal %d", name, (int)pid, plan->signal);
	return true;
}

/* With -g returns an earlier process that was in the same group, else NULL. */
static const struct found *find_group(const struct plan *plan, size_t index)
{
	const struct found *found = (const struct found *)plan->found.bytes;

	for (size_t i = 0; plan->groups && i < index; i++) {
		if (found[i].group == found[index].group && !found[i].gone)
			return &found[i];
	}
	return NULL;
}

/* Signals all that were found, and keeps only those that were signalled. */
static void signal_all(struct plan *plan)
{
	struct found *found = (struct found *)plan->found.bytes;
	struct target *targets = (struct target *)plan->targets.bytes;
	size_t count = plan->found.length / sizeof(*found), left = 0;

	for (int i = 0; i < name_count(plan); i++)
		name_at(plan, i)->met = false;
	for (size_t i = 0; i < count; i++) {
		const struct found *earlier = find_group(plan, i);

		found[i].done = earlier ? earlier->done
					: signal_found(plan, &found[i], &targets[i]);
		if (!found[i].done) {
			target_drop(&targets[i]);
			continue;
		}
		if (found[i].name >= 0)
			name_at(plan, found[i].name)->met = true;
		targets[left++] = targets[i];
	}
	plan->done = left;
	plan->targets.length = left * sizeof(*targets);
}

/* Waits until they have ended, or for the time given. Returns how many have not. */
static size_t wait_for_all(struct plan *plan)
{
	struct target *targets = (struct target *)plan->targets.bytes;
	size_t left = plan->targets.length / sizeof(*targets);

	left = targets_stop(targets, left, plan->kill ? &plan->grace : NULL, plan->limit);
	for (size_t i = 0; i < left; i++)
		error("process %d is still running", (int)targets[i].pid);
	return left;
}

/* ---- options ----------------------------------------------------------------------------- */

static int signal_option(const char *text)
{
	int number = signal_parse(text);
	char buffer[NEAR_HINT_SIZE];
	const char *hint = signal_hint(buffer, text);

	if (number < 0)
		applet_fail("%pn: unknown signal%s", text,
			    *hint ? hint : "; killall -l lists signals");
	return number;
}

/* Takes -SIGNAL out of the arguments. Returns the signal, or -1 if there is none. */
static int signal_argument(int *argc, char **argv)
{
	int number = signal_take_argument(argc, argv);

	for (int i = 1; argv[i] && strcmp(argv[i], "--"); i++) {
		/* capital letters of options: -I and -V, also as -IV, and -Z with its argument */
		if (signal_is_meant(argv[i]) && argv[i][1] != 'Z' &&
		    argv[i][1 + span_of(argv[i] + 1, "IV")])
			signal_option(argv[i] + 1);
	}
	return number;
}

static struct timespec duration_option(const char *text)
{
	struct timespec duration;

	if (!duration_parse(text, &duration))
		applet_fail("invalid duration: %pq", text);
	return duration;
}

/*
 * Parses an age: a decimal number and a unit, of which there are more than for durations. As in
 * psmisc, a month has 28 days and a year 12 months. Returns ticks.
 */
static long long age_option(const char *text)
{
	static const char units[] = "smhdwMy";
	static const int seconds[] = { 1, 60, 3600, 86400, 7 * 86400, 28 * 86400, 336 * 86400 };
	size_t length = strlen(text);
	const char *unit = length ? strchr(units, text[length - 1]) : NULL;
	char number[32];
	struct timespec duration;

	if (unit && length > 1 && length - 1 < sizeof(number)) {
		memcpy(number, text, length - 1);
		number[length - 1] = '\0';
		if (isdigit((unsigned char)number[length - 2]) &&
		    duration_parse(number, &duration) && duration.tv_sec < INT_MAX)
			return (duration.tv_sec * PROCESS_TICKS +
				duration.tv_nsec / (1000000000 / PROCESS_TICKS)) *
			       seconds[unit - units];
	}
	usage_error("invalid time: %pq: must be a number and s, m, h, d, w, M or y", text);
}

static void compile_pattern(const struct plan *plan, struct pattern *pattern, const char *text)
{
	const char *reason = pattern_compile(pattern, text, plan->ignore_case);

	if (reason)
		applet_fail("bad regular expression: %pn: %s", text, reason);
}

static void user_option(struct plan *plan, const char *text)
{
	struct account user;

	if (!user_find(text, &user)) {
		account_require_look(FAILURE, text);
		applet_fail("cannot find user %pn", text);
	}
	condition_add_number(&plan->match.conditions.lists[MATCH_EUID], user.uid);
}

static void namespace_option(struct plan *plan, const char *text)
{
	long long pid;
	enum number_result result = number_parse(text, 0, INT_MAX, &pid);

	if (result == NUMBER_OVERFLOW)
		usage_error("invalid namespace PID: %pq: must be from 0 to %d", text, INT_MAX);
	if (result != NUMBER_OK)
		usage_error("invalid namespace PID: %pq", text);
	if (!pid)
		return; /* any namespace */
	plan->match.conditions.namespaces = 1U << NAMESPACE_PID;
	plan->match.conditions.neighbour = (pid_t)pid;
}

static void value_option(struct plan *plan, int key, const char *argument)
{
	if (key == 's')
		plan->signal = signal_option(argument);
	else if (key == 'u')
		user_option(plan, argument);
	else if (key == 'y')
		plan->younger = age_option(argument);
	else if (key == 'o')
		plan->older = age_option(argument);
	else if (key == 'n')
		namespace_option(plan, argument);
	else if (key == WAIT && argument)
		plan->limit = duration_option(argument);
	else if (key == KILL_AFTER)
		plan->grace = duration_option(argument);
	else if (key == 'Z')
		compile_pattern(plan, &plan->context, argument);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	value_option(plan, key, argument);
	plan->exact |= key == 'e';
	plan->ignore_case |= key == 'I';
	plan->groups |= key == 'g';
	plan->ask |= key == 'i';
	plan->quiet |= key == 'q';
	plan->regular |= key == 'r';
	plan->verbose |= key == 'v';
	plan->wait |= key == 'w' || key == WAIT || key == KILL_AFTER;
	plan->kill |= key == KILL_AFTER;
	plan->by_context |= key == 'Z';
}

static void add_name(struct plan *plan, const char *text)
{
	struct name name = { .text = text };

	if (plan->regular)
		compile_pattern(plan, &name.pattern, text);
	else if (strchr(text, '/') && !executable_find(&name.file, text))
		applet_fail("%pn: %m", text);
	memcpy(text_add(&plan->names, sizeof(name)), &name, sizeof(name));
}

/* Whether a process was signalled for each name, or any without names; complains if not. */
static bool all_met(const struct plan *plan)
{
	bool met = name_count(plan) || plan->done;

	for (int i = 0; i < name_count(plan); i++) {
		if (name_at(plan, i)->met)
			continue;
		if (!plan->quiet)
			error("%pn: no process found", name_at(plan, i)->text);
		met = false;
	}
	if (!met && !name_count(plan) && !plan->quiet)
		error("no process found");
	return met;
}

static int killall_main(int argc, char **argv)
{
	struct plan plan = { .signal = signal_argument(&argc, argv), .younger = -1,
			     .older = -1, .limit = DURATION_FOREVER };
	struct options parsed = options_of(argv);
	char buffer[1024];
	int key;
	bool met;

	if (plan.signal < 0)
		plan.signal = SIGTERM;
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	while ((key = option_next(&parsed))) {
		if (key == 'l') {
			signal_list_names(&plan.output, isatty(1));
			return output_finish(&plan.output);
		}
		take_option(&plan, key, parsed.argument);
	}
	if (!argv[parsed.index] && !plan.match.conditions.lists[MATCH_EUID].length &&
	    !plan.by_context)
		usage_error("missing name");
	while (argv[parsed.index])
		add_name(&plan, argv[parsed.index++]);
	plan.match.conditions.also = is_meant;
	plan.match.enter = true;
	plan.match.use = MATCH_SIGNALLED;
	plan.match.failure = FAILURE;
	match_each(&plan.match, hold_process, &plan);
	signal_all(&plan);
	met = all_met(&plan);
	if (plan.wait && wait_for_all(&plan))
		return FAILURE;
	return output_finish(&plan.output) || !met || plan.match.incomplete ? FAILURE : 0;
}

APPLET(killall) = {
	.name = "killall",
	.main = killall_main,
	.synopsis = "[-SIGNAL] [OPTION]... NAME...\n"
		    "-l",
	.summary = "Send a signal, TERM by default, to all processes that run a program called\n"
		   "NAME; if NAME has a slash, to those that run that file.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_PERMUTE | APPLET_SHORT_HELP | APPLET_LIKE_PSMISC,
};
