/* send.c - signals to the processes that kill is given.
 *
 * A number is held first, if it is needed for more than one call; then that process is checked, and
 * signalled by what holds it.
 */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "list.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "send.h"
#include "target/handle.h"
#include "target/signal.h"
#include "target/target.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

/* Whether the processes are needed after their signal. */
static bool must_keep(const struct plan *plan)
{
	return plan->follow_up_count || plan->wait || has_tree(plan);
}

/* Signals a process that is held, and keeps it if it is needed later. */
static void signal_target(struct plan *plan, const char *text, struct target *target)
{
	bool sent;

	announce_signal(plan, target->pid, plan->signal);
	sent = plan->print || target_signal(target, plan->signal, queued_value(plan));
	count_result(plan, sent, text);
	if (sent && must_keep(plan))
		*(struct target *)text_add(&plan->family.targets, sizeof(*target)) = *target;
	else
		target_drop(target);
}

/* Reports a process that is left out by --require-handler. */
static void skip_process(struct plan *plan, pid_t pid)
{
	if (plan->verbose)
		output_format(&plan->output, "not sending signal %d to pid %d\n", plan->signal,
			      (int)pid);
	plan->done++;
}

/*
 * Enters the directory of the process that is held. It is that of the same process if this still
 * exists once the directory is open.
 */
static bool enter_target(struct plan *plan, struct target *target, struct process *process)
{
	process_start(process, open_proc(plan), target->pid);
	if (!process_enter(process)) {
		errno = errno == ENOENT ? ESRCH : errno;
		return false;
	}
	return target_signal(target, 0, NULL) || errno == EPERM;
}

/* Signals a process with a number, or with --tree makes it the first of a family. */
static void signal_process(struct plan *plan, const char *text, pid_t pid,
			   unsigned long long inode)
{
	struct process process = { .from = 0 };
	struct target target;
	bool held, sent;

	if (!inode && !must_keep(plan) && !plan->require_handler) {
		announce_signal(plan, pid, plan->signal);
		sent = plan->print || number_signal(pid, plan->signal, queued_value(plan));
		count_result(plan, sent, text);
		return;
	}
	held = target_of_pid(&target, pid, inode);
	if (!held ||
	    ((has_tree(plan) || plan->require_handler) &&
	     !enter_target(plan, &target, &process)) ||
	    (plan->require_handler && !process_status(&process))) {
		count_result(plan, false, text);
	} else if (plan->require_handler && !has_handler(&process, plan->signal)) {
		skip_process(plan, pid);
	} else if (has_tree(plan)) {
		count_result(plan, family_start(&plan->family, &process), text);
	} else {
		signal_target(plan, text, &target);
		held = false;
	}
	if (held)
		target_drop(&target);
	process_leave(&process);
	text_free(&process.stat);
	text_free(&process.status);
}

/* Holds a member of a group; with --tree it is the first of a family. */
static void hold_member(struct plan *plan, struct process *process)
{
	struct target target;

	if (has_tree(plan))
		family_start(&plan->family, process);
	else if (target_hold(&target, process))
		*(struct target *)text_add(&plan->family.targets, sizeof(target)) = target;
}

/* Holds the members of a group, except this process. */
static void hold_group(struct plan *plan, pid_t group)
{
	struct process process = { .from = 0 };
	struct scan scan;
	pid_t pid;

	scan_start(&scan, open_proc(plan));
	while ((pid = scan_next(&scan))) {
		process_start(&process, plan->proc, pid);
		/* once entered, all that is read is of one process, which is then held */
		if (pid != getpid() && process_stat(&process) &&
		    process.fields[STAT_PGRP] == group && process_enter(&process) &&
		    process_stat(&process) && process.fields[STAT_PGRP] == group)
			hold_member(plan, &process);
		if (process.fault)
			break;
	}
	if (process.fault || errno) {
		errno = process.fault ? process.fault : errno;
		applet_fail("cannot read /proc: %m");
	}
	process_leave(&process);
	text_free(&process.stat);
}

/* Signals the members of a group that are held, unless the number is another group's by now. */
static bool signal_members(struct plan *plan, size_t first, pid_t group)
{
	struct target *targets = (struct target *)plan->family.targets.bytes;
	size_t count = plan->family.targets.length / sizeof(*targets);
	bool one_by_one = plan->has_value || group == getpgrp(), sent = false;
	int reason = ESRCH;

	for (size_t i = first; i < count && (one_by_one || !sent); i++) {
		if (one_by_one ? target_signal(&targets[i], plan->signal, queued_value(plan))
			       : target_signal_group(&targets[i], group, plan->signal))
			sent = true;
		else if (errno != ESRCH)
			reason = errno;
	}
	errno = reason;
	return sent;
}

/* Signals a process group, or with -1 all processes: which these are, the kernel knows best. */
static void signal_group(struct plan *plan, const char *text, pid_t pid)
{
	pid_t group = pid ? -pid : getpgrp();
	size_t before = plan->family.targets.length;
	bool sent;

	if (must_keep(plan) && pid == -1)
		applet_fail("cannot wait for all processes");
	if (!must_keep(plan)) {
		announce_signal(plan, pid, plan->signal);
		sent = plan->print || number_signal(pid, plan->signal, queued_value(plan));
		count_result(plan, sent, text);
		return;
	}
	hold_group(plan, group);
	if (has_tree(plan)) { /* its members are signalled one by one, later */
		errno = ESRCH;
		count_result(plan, plan->family.targets.length > before, text);
		return;
	}
	announce_signal(plan, pid, plan->signal);
	count_result(plan, plan->print || signal_members(plan, before / sizeof(struct target),
							 group), text);
}

/* Whether the process has this name and may be signalled by it. */
static bool is_named(struct plan *plan, struct process *process, const char *name)
{
	const char *found;
	uid_t owner;

	if (process->id == getpid())
		return false;
	found = process_name(process);
	return found && !strcmp(found, name) &&
	       (plan->all_users || (process_owner(process, &owner) && owner == getuid()));
}

/*
 * A process that is entered and has the name: holds it, or with --tree makes it one of the family.
 */
static bool take_named(struct plan *plan, struct process *process, struct text *targets)
{
	pid_t pid = process->id;
	struct target target;

	if (plan->require_handler && !has_handler(process, plan->signal)) {
		skip_process(plan, pid);
		return true;
	}
	if (has_tree(plan)) {
		if (!family_start(&plan->family, process))
			return false;
		plan->done++;
		return true;
	}
	if (!target_hold(&target, process))
		return false;
	*(struct target *)text_add(targets, sizeof(target)) = target;
	return true;
}

/* All processes of the name are found and held before the first one is signalled. */
static void signal_by_name(struct plan *plan, const char *name)
{
	struct process process = { .from = 0 };
	struct text targets = { .length = 0 };
	struct scan scan;
	bool found = false;
	pid_t pid;

	scan_start(&scan, open_proc(plan));
	while ((pid = scan_next(&scan))) {
		process_start(&process, plan->proc, pid);
		if (is_named(plan, &process, name) && process_enter(&process) &&
		    is_named(plan, &process, name))
			found |= take_named(plan, &process, &targets);
		if (process.fault)
			break;
	}
	if (process.fault || errno) {
		errno = process.fault ? process.fault : errno;
		applet_fail("cannot read /proc: %m");
	}
	for (size_t at = 0; at < targets.length; at += sizeof(struct target))
		signal_target(plan, name, (struct target *)(targets.bytes + at));
	if (!found) {
		plan->failed++;
		error("cannot find process %pq", name);
	}
	process_leave(&process);
	text_free(&process.comm);
	text_free(&process.status);
	text_free(&targets);
}

void signal_operand(struct plan *plan, const char *text)
{
	struct handle handle = { .inode = 0 };
	long long pid;

	switch (number_parse(skip_blanks(text), INT_MIN + 1, INT_MAX, &pid)) {
	case NUMBER_OVERFLOW:
		errno = ESRCH;
		count_result(plan, false, text);
		return;
	case NUMBER_INVALID:
		if (!handle_parse(skip_blanks(text), &handle)) {
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
