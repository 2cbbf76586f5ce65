/* send.c - signals to the processes that kill is given. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "list.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "send.h"
#include "target/handle.h"
#include "target/target.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

/* Whether the processes are needed for longer than one call. */
static bool must_hold(const struct plan *plan)
{
	return plan->follow_up_count || plan->wait || has_tree(plan);
}

/* Whether the process catches the signal, for --require-handler. */
static bool catches_signal(struct plan *plan, pid_t pid)
{
	struct process process = { .from = 0 };
	bool caught;

	process_start(&process, open_proc(plan), pid);
	caught = has_handler(&process, plan->signal);
	text_free(&process.status);
	return caught;
}

static bool send_to_number(struct plan *plan, pid_t pid)
{
	if (plan->has_value)
		return sigqueue(pid, plan->signal, (union sigval){ .sival_int = plan->value }) == 0;
	return kill(pid, plan->signal) == 0;
}

/* Holds the process with this number, to be signalled. */
static bool hold_process(struct plan *plan, pid_t pid, unsigned long long inode)
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
	return family_start(&plan->family, open_proc(plan), pid);
}

/* Holds all members of a process group except this process. */
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
			hold_process(plan, pid, 0);
	}
	text_free(&process.stat);
}

static void signal_process(struct plan *plan, const char *text, pid_t pid,
			   unsigned long long inode)
{
	size_t before = plan->family.targets.length;
	struct target *target;
	bool sent;

	if (plan->require_handler && !catches_signal(plan, pid)) {
		if (plan->verbose)
			output_format(&plan->output, "not sending signal %d to pid %d\n",
				      plan->signal, (int)pid);
		plan->done++;
		return;
	}
	if (!inode && !must_hold(plan)) {
		announce_signal(plan, pid, plan->signal);
		count_result(plan, plan->print || send_to_number(plan, pid), text);
		return;
	}
	if (!hold_process(plan, pid, inode) || has_tree(plan)) {
		count_result(plan, plan->family.targets.length > before, text);
		return;
	}
	announce_signal(plan, pid, plan->signal);
	target = (struct target *)(plan->family.targets.bytes + plan->family.targets.length) - 1;
	sent = plan->print || send_signal(plan, target);
	count_result(plan, sent, text);
	if (!sent) {
		target_drop(target);
		plan->family.targets.length -= sizeof(*target);
	}
}

/* Signals a process group, or with -1 all processes: which these are, the kernel knows best. */
static void signal_group(struct plan *plan, const char *text, pid_t pid)
{
	size_t before = plan->family.targets.length;

	if (must_hold(plan) && pid == -1)
		fail(FAILURE, "cannot wait for all processes");
	if (must_hold(plan))
		hold_group(plan, pid ? -pid : getpgrp());
	if (has_tree(plan)) { /* its members are signalled one by one */
		errno = ESRCH;
		count_result(plan, plan->family.targets.length > before, text);
		return;
	}
	announce_signal(plan, pid, plan->signal);
	count_result(plan, plan->print || send_to_number(plan, pid), text);
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

static void signal_by_name(struct plan *plan, const char *name)
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

void signal_operand(struct plan *plan, const char *text)
{
	struct handle handle = { .inode = 0 };
	long long pid;

	switch (number_parse(text, INT_MIN + 1, INT_MAX, &pid)) {
	case NUMBER_OVERFLOW:
		errno = ESRCH;
		count_result(plan, false, text);
		return;
	case NUMBER_INVALID:
		if (!handle_parse(text, &handle)) {
			signal_by_name(plan, text);
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
