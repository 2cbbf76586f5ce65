/* killall5 - signal all processes but those of the caller's session
 * sysvinit 3 https://man7.org/linux/man-pages/man8/killall5.8.html
 *
 * The original stops everything first, so that nothing is started while it looks. We do not: see
 * the manual page. Instead all processes are found first, in as many passes as it takes until one
 * finds no new process, and then signalled in one go. With KILL, which no process can catch, that
 * is repeated until none is left.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "signal/signals.h"
#include "target/signal.h"
#include "target/target.h"
#include "text/byte.h"
#include "text/number.h"
#include "text/text.h"

enum { FAILURE = 1, NONE = 2, INIT = 1, PASSES = 64 /* in case they fork faster */ };

static const struct applet_option options[] = {
	OPT('o', NULL, "PID[,PID]...", "omit these processes; may be given more than once"),
	{ .key = 0 },
};

struct plan {
	int signal;
	int proc;
	pid_t session;
	struct text omitted; /* of pid_t */
	struct text targets; /* of struct target, in the order in which they were found */
	size_t signalled;    /* how many of them have been signalled, or tried */
	size_t next;         /* index of the target that is expected next: both are in order */
	int fault;           /* why /proc, or a process in it, could not be read, an errno; or 0 */
	struct process process;
};

static bool is_omitted(const struct plan *plan, pid_t pid)
{
	const pid_t *omitted = (const pid_t *)plan->omitted.bytes;
	size_t count = plan->omitted.length / sizeof(*omitted);

	for (size_t i = 0; i < count; i++) {
		if (omitted[i] == pid)
			return true;
	}
	return false;
}

static bool was_found(struct plan *plan, pid_t pid, long long start)
{
	const struct target *targets = (const struct target *)plan->targets.bytes;
	size_t count = plan->targets.length / sizeof(*targets);

	for (size_t i = 0; i < count; i++) {
		size_t at = (plan->next + i) % count;

		if (targets[at].pid == pid && targets[at].start == start) {
			plan->next = at + 1;
			return true;
		}
	}
	return false;
}

static bool is_meant(struct plan *plan, const long long *fields)
{
	return fields && fields[STAT_SESSION] != plan->session &&
	       !(fields[STAT_FLAGS] & PROCESS_KERNEL) && fields[STAT_STATE] != 'Z' &&
	       fields[STAT_STATE] != 'X' &&
	       !was_found(plan, plan->process.id, fields[STAT_START]);
}

/*
 * Goes through all processes once. Returns whether there were new ones, which are from now on
 * identified by number and start time: there may not be enough descriptors for all.
 */
static bool find_new(struct plan *plan)
{
	struct scan scan;
	bool more = false;
	pid_t pid;

	plan->next = 0;
	scan_start(&scan, plan->proc);
	while ((pid = scan_next(&scan))) {
		const long long *fields;

		if (pid == INIT || pid == getpid() || is_omitted(plan, pid))
			continue;
		process_start(&plan->process, plan->proc, pid);
		fields = process_stat(&plan->process);
		if (plan->process.fault)
			plan->fault = plan->process.fault;
		if (!is_meant(plan, fields))
			continue;
		*(struct target *)text_add(&plan->targets, sizeof(struct target)) =
			(struct target){ pid, -1, -1, fields[STAT_START] };
		more = true;
	}
	if (errno)
		plan->fault = errno;
	return more;
}

/* Signals those found since the last call. Returns how many could be signalled. */
static size_t signal_found(struct plan *plan)
{
	struct target *targets = (struct target *)plan->targets.bytes;
	size_t count = plan->targets.length / sizeof(*targets), done = 0;

	for (; plan->signalled < count; plan->signalled++) {
		done += target_signal(&targets[plan->signalled], plan->signal, NULL);
		target_drop(&targets[plan->signalled]);
	}
	return done;
}

static size_t signal_all(struct plan *plan)
{
	int passes = PASSES;
	size_t done = 0, before;

	do {
		before = plan->signalled;
		while (find_new(plan) && passes-- > 0)
			;
		done += signal_found(plan);
	} while (plan->signal == SIGKILL && plan->signalled > before && passes > 0);
	return done;
}

/* PID,PID... A malformed list is an error: otherwise a process to be spared could be killed. */
static void omit_processes(struct plan *plan, const char *list)
{
	for (;;) {
		size_t length = span_before(list, ",");
		char text[24] = "";
		long long pid;

		if (length < sizeof(text))
			memcpy(text, list, length);
		if (number_parse(text, 1, INT_MAX, &pid) != NUMBER_OK)
			applet_fail("invalid process ID to omit: %pq: must be from 1 to %d", list,
				    INT_MAX);
		*(pid_t *)text_add(&plan->omitted, sizeof(pid_t)) = (pid_t)pid;
		if (!list[length])
			return;
		list += length + 1;
	}
}

/* Consumes the next argument if it is -SIGNAL, or a signal number without its dash. */
static bool signal_argument(struct plan *plan, struct options *parsed)
{
	const char *text = parsed->argv[parsed->index];
	char hint[NEAR_HINT_SIZE];
	int number;

	if (parsed->cluster || !text || text_begins(text, "--", 2) || text_begins(text, "-o", 2))
		return false;
	number = signal_parse(text + (*text == '-'));
	if (number <= 0 || (*text != '-' && (*text < '0' || *text > '9')))
		usage_error("invalid signal %pq%s", text, signal_hint(hint, text + (*text == '-')));
	plan->signal = number;
	parsed->index++;
	return true;
}

static int killall5_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .signal = SIGKILL };
	size_t signalled;

	while (signal_argument(&plan, &parsed) || option_next(&parsed)) {
		if (parsed.argument)
			omit_processes(&plan, parsed.argument);
		parsed.argument = NULL;
	}
	if (parsed.index != argc)
		usage_error("extra operand %pq", argv[parsed.index]);
	plan.proc = procfs_open_own(FAILURE);
	plan.session = getsid(0);
	signalled = signal_all(&plan);
	if (plan.fault) {
		errno = plan.fault;
		applet_fail("cannot read all of /proc: %m");
	}
	return signalled ? 0 : NONE;
}

APPLET(killall5) = {
	.name = "killall5",
	.main = killall5_main,
	.synopsis = "[-SIGNAL] [-o PID[,PID]...]...",
	.summary = "Send a signal, KILL by default, to all processes except those of this\n"
		   "session, kernel threads and the first process.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_LIKE_PSMISC,
};
