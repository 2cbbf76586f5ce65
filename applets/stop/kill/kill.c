/* kill - send a signal to processes
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/kill.html
 * util-linux 2.42 https://man7.org/linux/man-pages/man1/kill.1.html
 *
 * A plain kill is kill(2) and nothing else. Only what has to know a process for longer than that
 * (--timeout, --wait, --tree, PID:INODE) holds it by a descriptor.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "family.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "proc/status.h"
#include "signal/list.h"
#include "signal/signals.h"
#include "target/handle.h"
#include "target/wait.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/output.h"
#include "text/text.h"

enum {
	TIMEOUT = OPTION_LONG,
	VERBOSE,
	WAIT,
	KILL_AFTER,
	TREE = CONFIG_FEATURE_KILL_TREE ? OPTION_LONG + 4 : OPTION_ABSENT,
};

static const struct applet_option options[] = {
	OPT('s', "signal", "SIGNAL", "send that signal, a name or a number, and not TERM"),
	OPT('n', NULL, "NUMBER", "the same, as shells have it"),
	OPT('l', "list", "[=SIGNAL]", "print the names of signals; or the name of a number,\n"
				      "also of an exit status, the number of a name, the\n"
				      "names of a mask 0x..."),
	OPT('L', "table", NULL, "print the names and numbers of signals"),
	OPT('a', "all", NULL, "with NAME, signal other users' processes too"),
	OPT('p', "pid", NULL, "only print the process IDs"),
	OPT('q', "queue", "VALUE", "send this number with the signal, as sigqueue(3) does"),
	OPT('r', "require-handler", NULL, "leave processes alone that do not catch the signal"),
	OPT('d', "show-process-state", "PID", "print what PID does with its signals"),
	OPT(TIMEOUT, "timeout", "MS SIGNAL", "send that signal to what still runs after MS\n"
					     "milliseconds; may be given several times"),
	OPT(WAIT, "wait", "[=DURATION]", "wait until all have ended, DURATION at most"),
	OPT(KILL_AFTER, "kill-after", "DURATION", "send KILL to what runs after that, and wait"),
	OPT(TREE, "tree", NULL, "signal all descendants of the processes too"),
	OPT(VERBOSE, "verbose", NULL, "say what is sent to whom"),
	{ .key = 0 },
};

enum { FAILURE = 1, SOME_FAILED = 64, FOLLOW_UPS = 32 };

/* What is sent to what has not ended after a time. */
struct follow_up {
	struct timespec delay;
	int signal;
};

struct plan {
	int signal;
	int value;
	bool has_value;
	bool all_users;
	bool print;
	bool require_handler;
	bool verbose;
	bool tree;
	bool wait;
	struct timespec limit; /* of the wait */
	struct follow_up follow_ups[FOLLOW_UPS];
	int follow_up_count;

	int proc; /* /proc, opened when it is needed, or -1 */
	struct family family; /* all that are held */
	struct output output;
	int done, failed;
};

/* ---- signals by name --------------------------------------------------------------------- */

static int signal_option(const char *text)
{
	int number = signal_parse(text);

	if (number < 0)
		fail(FAILURE, "unknown signal %pq", text);
	return number;
}

/* One signal the other way round: a number as a name, a name as a number, a mask as names. */
static bool print_signal(struct output *output, const char *text)
{
	char buffer[SIGNAL_NAME_SIZE], *end;
	bool is_number = *text >= '0' && *text <= '9';
	long long status;
	int number;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		unsigned long long mask = strtoull(text, &end, 16);

		if (*end || !text[2])
			return false;
		signal_list_mask(output, mask);
		return true;
	}
	/* exit statuses are those of shells, 128 + N; GNU takes the lowest bits of any number */
	if (is_number && number_parse(text, 0, 128 + SIGNAL_RTMAX, &status) != NUMBER_OK)
		return false;
	number = signal_parse_status(text);
	if (number < 0)
		return false;
	if (is_number)
		output_format(output, "%s\n", signal_name(number, buffer));
	else
		output_format(output, "%d\n", number);
	return true;
}

static int list(struct output *output, const char *first, char **rest)
{
	int status = 0;

	if (!first && !*rest)
		signal_list_names(output, isatty(1));
	for (; first || *rest; first = NULL) {
		const char *text = first ? first : *rest++;

		if (!print_signal(output, text)) {
			error("unknown signal %pq", text);
			status = FAILURE;
		}
	}
	return output_finish(output) ? FAILURE : status;
}

/* ---- what a process does with its signals ------------------------------------------------ */

static unsigned long long mask_of(struct process *process, const char *key)
{
	const char *line = process_status_line(process, key);

	return line ? strtoull(line, NULL, 16) : 0;
}

static int show_state(struct output *output, const char *text)
{
	static const char *const keys[][2] = {
		{ "SigPnd", "Pending (thread): " }, { "ShdPnd", "Pending (process): " },
		{ "SigBlk", "Blocked: " },	    { "SigIgn", "Ignored: " },
		{ "SigCgt", "Caught: " },
	};
	struct process process = { .from = 0 };
	long long pid;

	if (number_parse(text, 1, INT_MAX, &pid) != NUMBER_OK)
		fail(FAILURE, "invalid process ID: %pq", text);
	process_start(&process, procfs_open(FAILURE), (pid_t)pid);
	if (!process_status(&process))
		fail(FAILURE, "cannot read the state of process %pq: %m", text);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		unsigned long long mask = mask_of(&process, keys[i][0]);

		if (mask) {
			output_text(output, keys[i][1]);
			signal_list_mask(output, mask);
		}
	}
	return output_finish(output);
}

/* ---- signalling -------------------------------------------------------------------------- */

/* Whether --tree was given; constant where there is none, so that nothing of it is built. */
static bool has_tree(const struct plan *plan)
{
	return CONFIG_FEATURE_KILL_TREE && plan->tree;
}

/* Whether the processes must be known for longer than one call. */
static bool must_hold(const struct plan *plan)
{
	return plan->follow_up_count || plan->wait || has_tree(plan);
}

static int open_proc(struct plan *plan)
{
	if (plan->proc < 0)
		plan->proc = procfs_open(FAILURE);
	return plan->proc;
}

/* Prints the number of a process, or says what it is sent, where that was asked for. */
static void announce(struct plan *plan, long pid, int signal)
{
	if (plan->print)
		output_format(&plan->output, "%ld\n", pid);
	else if (plan->verbose)
		output_format(&plan->output, "sending signal %d to pid %ld\n", signal, pid);
	if (plan->verbose)
		output_flush(&plan->output);
}

static void count(struct plan *plan, bool sent, const char *name)
{
	if (sent) {
		plan->done++;
		return;
	}
	plan->failed++;
	error("sending signal to %s failed: %m", name);
}

/* Whether the process catches the signal: without /proc that cannot be known. */
static bool catches(struct plan *plan, pid_t pid, int signal)
{
	struct process process = { .from = 0 };
	bool caught;

	process_start(&process, open_proc(plan), pid);
	caught = signal && mask_of(&process, "SigCgt") >> (signal - 1) & 1;
	text_free(&process.status);
	return caught;
}

static bool send(struct plan *plan, struct target *target)
{
	return target_signal(target, plan->signal, plan->has_value ? &plan->value : NULL);
}

static bool send_to_number(struct plan *plan, pid_t pid)
{
	if (plan->has_value)
		return sigqueue(pid, plan->signal, (union sigval){ .sival_int = plan->value }) == 0;
	return kill(pid, plan->signal) == 0;
}

/* Signals those of the targets that were added after the first ones, length bytes of them. */
static void signal_added(struct plan *plan, size_t length)
{
	struct target *targets = (struct target *)plan->family.targets.bytes;
	size_t end = plan->family.targets.length / sizeof(*targets);

	for (size_t i = length / sizeof(*targets); i < end; i++) {
		announce(plan, targets[i].pid, plan->signal);
		/* who has ended in the meantime was spared the trouble */
		if (!plan->print && !send(plan, &targets[i]) && errno != ESRCH) {
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
 * Finds descendants and signals them, until there are no more: new ones may come each time. First
 * all are found and then signalled, because the children of who has ended are another's.
 */
static bool signal_tree(struct plan *plan)
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

/* Holds the process with this number, to be signalled. */
static bool hold(struct plan *plan, pid_t pid, unsigned long long inode)
{
	struct target target;

	if ((inode || !has_tree(plan)) && !target_of_pid(&target, pid, inode))
		return false;
	if (!has_tree(plan)) {
		*(struct target *)text_add(&plan->family.targets, sizeof(target)) = target;
		return true;
	}
	if (inode)
		target_drop(&target);
	return family_found(&plan->family, open_proc(plan), pid);
}

/* The same for all members of a process group but ourselves. */
static void hold_group(struct plan *plan, pid_t group)
{
	struct process process = { .from = 0 };
	struct scan scan;
	pid_t pid;

	scan_start(&scan, open_proc(plan));
	while ((pid = scan_next(&scan))) {
		process_start(&process, plan->proc, pid);
		if (pid != getpid() && process_stat(&process) &&
		    process.fields[STAT_PGRP] == group && process.fields[STAT_STATE] != 'Z')
			hold(plan, pid, 0);
	}
	text_free(&process.stat);
}

static void signal_process(struct plan *plan, const char *text, pid_t pid,
			   unsigned long long inode)
{
	size_t before = plan->family.targets.length;
	struct target *target;
	bool sent;

	if (plan->require_handler && !catches(plan, pid, plan->signal)) {
		if (plan->verbose)
			output_format(&plan->output, "not sending signal %d to pid %d\n",
				      plan->signal, (int)pid);
		plan->done++;
		return;
	}
	if (!inode && !must_hold(plan)) {
		announce(plan, pid, plan->signal);
		count(plan, plan->print || send_to_number(plan, pid), text);
		return;
	}
	if (!hold(plan, pid, inode) || has_tree(plan)) {
		count(plan, plan->family.targets.length > before, text);
		return;
	}
	announce(plan, pid, plan->signal);
	target = (struct target *)(plan->family.targets.bytes + plan->family.targets.length) - 1;
	sent = plan->print || send(plan, target);
	count(plan, sent, text);
	if (!sent) {
		target_drop(target);
		plan->family.targets.length -= sizeof(*target);
	}
}

/* A process group, or with -1 everybody: the kernel knows best who that is. */
static void signal_group(struct plan *plan, const char *text, pid_t pid)
{
	size_t before = plan->family.targets.length;

	if (must_hold(plan) && pid == -1)
		fail(FAILURE, "cannot wait for all processes");
	if (must_hold(plan))
		hold_group(plan, pid ? -pid : getpgrp());
	if (has_tree(plan)) { /* its members are signalled one by one */
		errno = ESRCH;
		count(plan, plan->family.targets.length > before, text);
		return;
	}
	announce(plan, pid, plan->signal);
	count(plan, plan->print || send_to_number(plan, pid), text);
}

static bool has_name(struct plan *plan, struct process *process, const char *name)
{
	struct stat status;
	const char *found;

	if (process->id == getpid() || !process_enter(process))
		return false;
	found = process_name(process);
	if (!found || strcmp(found, name))
		return false;
	return plan->all_users ||
	       (fstat(process->directory, &status) == 0 && status.st_uid == getuid());
}

static void signal_name_of(struct plan *plan, const char *name)
{
	struct process process = { .from = 0 };
	struct scan scan;
	bool found = false;
	pid_t pid;

	scan_start(&scan, open_proc(plan));
	while ((pid = scan_next(&scan))) {
		process_start(&process, plan->proc, pid);
		if (has_name(plan, &process, name)) {
			found = true;
			signal_process(plan, name, pid, 0);
		}
	}
	process_leave(&process);
	text_free(&process.comm);
	if (!found) {
		plan->failed++;
		error("cannot find process %pq", name);
	}
}

static void signal_operand(struct plan *plan, const char *text)
{
	struct handle handle = { .inode = 0 };
	long long pid;

	switch (number_parse(text, INT_MIN + 1, INT_MAX, &pid)) {
	case NUMBER_OVERFLOW:
		errno = ESRCH;
		count(plan, false, text);
		return;
	case NUMBER_INVALID:
		if (!handle_parse(text, &handle)) {
			signal_name_of(plan, text);
			return;
		}
		pid = handle.pid;
		break;
	case NUMBER_OK:
		break;
	}
	if (pid > 0)
		signal_process(plan, text, (pid_t)pid, handle.inode);
	else
		signal_group(plan, text, (pid_t)pid);
}

/* ---- what follows ------------------------------------------------------------------------ */

/* Waits for those that are held, and what they have left behind. Returns how many remain. */
static size_t await(struct plan *plan, struct timespec delay)
{
	struct timespec deadline = duration_deadline(delay);
	struct text *held = &plan->family.targets;
	size_t left;

	do {
		left = targets_wait((struct target *)held->bytes,
				    held->length / sizeof(struct target), &deadline, false);
		held->length = left * sizeof(struct target);
	} while (!left && signal_tree(plan));
	return left;
}

static void follow_up(struct plan *plan)
{
	size_t left = 0;

	for (int i = 0; i < plan->follow_up_count; i++) {
		if (!await(plan, plan->follow_ups[i].delay))
			return;
		plan->signal = plan->follow_ups[i].signal;
		signal_added(plan, 0);
		signal_tree(plan);
	}
	if (plan->wait)
		left = await(plan, plan->limit);
	for (size_t i = 0; i < left; i++)
		error("process %d is still running",
		      (int)((struct target *)plan->family.targets.bytes)[i].pid);
	if (left) {
		plan->failed += (int)left;
		plan->done = plan->done > (int)left ? plan->done - (int)left : 0;
	}
}

/* ---- options ----------------------------------------------------------------------------- */

static struct timespec duration_option(const char *text)
{
	struct timespec duration;

	if (!duration_parse(text, &duration))
		fail(FAILURE, "invalid duration: %pq", text);
	return duration;
}

static void add_follow_up(struct plan *plan, struct timespec delay, int signal)
{
	if (plan->follow_up_count == FOLLOW_UPS)
		fail(FAILURE, "too many follow-up signals");
	plan->follow_ups[plan->follow_up_count++] = (struct follow_up){ delay, signal };
}

/* --timeout takes two arguments. */
static void timeout_option(struct plan *plan, struct options *parsed)
{
	const char *signal = parsed->argv[parsed->index];
	long long delay;

	if (number_parse(parsed->argument, 0, LLONG_MAX / 1000000, &delay) != NUMBER_OK)
		fail(FAILURE, "invalid timeout: %pq", parsed->argument);
	if (!signal)
		usage_error("option '--timeout' requires a time and a signal");
	parsed->index++;
	add_follow_up(plan,
		      (struct timespec){ .tv_sec = delay / 1000,
					 .tv_nsec = delay % 1000 * 1000000 },
		      signal_option(signal));
}

/*
 * Whether the next argument is no option but an operand, or -SIGNAL, which is taken. The first -N
 * is a signal, a second one a process group.
 */
static bool is_signal(struct plan *plan, struct options *parsed, bool *given)
{
	const char *text = parsed->argv[parsed->index];
	int number;

	if (*given || parsed->cluster || !text || text[0] != '-' || !text[1] || text[1] == '-')
		return false;
	number = signal_parse(text + 1);
	if (number < 0) {
		/* no option is a digit or a capital letter, but for -L */
		if (text[1] < 'a' && strcmp(text, "-L") != 0 && strcmp(text, "-V") != 0)
			fail(FAILURE, "unknown signal %pq", text + 1);
		return false;
	}
	plan->signal = number;
	parsed->index++;
	*given = true;
	return true;
}

static bool is_group(const struct options *parsed)
{
	const char *text = parsed->argv[parsed->index];

	return !parsed->cluster && text && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
}

static void value_option(struct plan *plan, const char *text)
{
	long long value;

	if (number_parse(text, INT_MIN, INT_MAX, &value) != NUMBER_OK)
		fail(FAILURE, "invalid value to queue: %pq", text);
	plan->value = (int)value;
	plan->has_value = true;
}

/* Handles one option. Returns its key where that is something else to be done, or 0. */
static int take_option(struct plan *plan, struct options *parsed, int key, bool *given)
{
	switch (key) {
	case 's':
	case 'n':
		plan->signal = signal_option(parsed->argument);
		*given = true;
		break;
	case 'a':
		plan->all_users = true;
		break;
	case 'p':
		plan->print = true;
		break;
	case 'q':
		value_option(plan, parsed->argument);
		break;
	case 'r':
		plan->require_handler = true;
		break;
	case TIMEOUT:
		timeout_option(plan, parsed);
		break;
	case WAIT:
		plan->wait = true;
		if (parsed->argument)
			plan->limit = duration_option(parsed->argument);
		break;
	case KILL_AFTER:
		plan->wait = true;
		add_follow_up(plan, duration_option(parsed->argument), SIGKILL);
		break;
	case TREE:
		plan->tree = true;
		break;
	case VERBOSE:
		plan->verbose = true;
		break;
	default: /* l, L, d */
		return key;
	}
	return 0;
}

static int print_instead(struct plan *plan, const struct options *parsed, int key)
{
	if (key == 'd')
		return show_state(&plan->output, parsed->argument);
	if (key == 'l')
		return list(&plan->output, parsed->argument, parsed->argv + parsed->index);
	signal_list_table(&plan->output, isatty(1));
	return output_finish(&plan->output);
}

static int kill_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { .signal = SIGTERM, .limit = DURATION_FOREVER, .proc = -1 };
	char buffer[4096];
	bool given = false;
	int key;

	(void)argc;
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	for (;;) {
		if (is_signal(&plan, &parsed, &given))
			continue;
		if (is_group(&parsed) || !(key = option_next(&parsed)))
			break;
		if (take_option(&plan, &parsed, key, &given))
			return print_instead(&plan, &parsed, key);
	}
	if (!argv[parsed.index])
		usage_error("not enough arguments");
	while (argv[parsed.index])
		signal_operand(&plan, argv[parsed.index++]);
	if (has_tree(&plan)) {
		find_tree(&plan);
		signal_added(&plan, 0);
		signal_tree(&plan);
	}
	follow_up(&plan);
	if (output_finish(&plan.output))
		return FAILURE;
	return !plan.failed ? 0 : plan.done ? SOME_FAILED : FAILURE;
}

APPLET(kill) = {
	.name = "kill",
	.main = kill_main,
	.synopsis = "[-SIGNAL | -s SIGNAL] [OPTION]... PID|-PGID|PID:INODE|NAME...\n"
		    "-l [SIGNAL]...\n"
		    "-L",
	.summary = "Send a signal, TERM by default, to processes.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_LIKE_UTIL_LINUX,
};
