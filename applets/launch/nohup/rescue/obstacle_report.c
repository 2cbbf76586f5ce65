/* obstacle_report.c - reporting why a running process cannot be changed, and what can be done. */
#include "applet/applet.h"
#include "obstacle_report.h"
#include "text/error.h"

/* What follows the number and the name. */
static const char *const texts[] = {
	[OBSTACLE_ZOMBIE] = "has already exited (zombie)",
	[OBSTACLE_KERNEL] = "is a kernel thread",
	[OBSTACLE_SELF] = "is this process itself",
	[OBSTACLE_FIRST] = "is the first of all processes; use -F if you mean it",
	[OBSTACLE_SHELL] = "is the shell you are using; use -F if you mean it",
	[OBSTACLE_USER] = "belongs to another user",
	[OBSTACLE_PROTECTED] = "not permitted (set-user-ID or protected process)",
	[OBSTACLE_DESCENDANTS] = "not permitted by kernel.yama.ptrace_scope = 1",
	[OBSTACLE_ROOT] = "not permitted by kernel.yama.ptrace_scope = 2",
	[OBSTACLE_DISABLED] = "attaching to processes is disabled on this system until reboot "
			      "(kernel.yama.ptrace_scope = 3)",
	[OBSTACLE_CAPABILITY] = "not permitted; CAP_SYS_PTRACE is missing (in a container, add it: "
				"--cap-add SYS_PTRACE)",
	[OBSTACLE_MODULE] = "denied by a security module (SELinux, AppArmor)",
	[OBSTACLE_FILTER] = "has a seccomp filter that might kill it; run as root, or use -F to "
			    "try anyway",
	[OBSTACLE_STRICT] = "is in strict seccomp mode and cannot be changed",
	[OBSTACLE_BUSY] = "does not respond (uninterruptible sleep); try again later",
	[OBSTACLE_ENDED] = "ended while being changed",
	[OBSTACLE_MACHINE] = "runs on a different architecture; use a nohup built for it",
	[OBSTACLE_PROCESSOR] = "cannot be changed on this processor",
	[OBSTACLE_OLD] = "cannot be changed on this processor before Linux 6.16",
	[OBSTACLE_COMPUTES] = "makes no system call, which is needed on this processor; try again "
			      "later",
	[OBSTACLE_FILES] = "was not changed: there is no file to redirect to",
	[OBSTACLE_UNCHANGED] = "has undone the change; try again",
};

/* Obstacles that other permissions remove. */
static void report_permission(int pid, const char *name, enum obstacle obstacle)
{
	const char *text = texts[obstacle];

	if (obstacle == OBSTACLE_DESCENDANTS)
		error("%d (%s): %s; try: sudo %s -p %d, or leave its shell with: exec %s -p %d",
		      pid, name, text, error_name, pid, error_name, pid);
	else
		error("%d (%s): %s; try: sudo %s -p %d", pid, name, text, error_name, pid);
}

void obstacle_report(pid_t pid, const struct proc_status *status, enum obstacle obstacle)
{
	const char *name = status->name;

	switch (obstacle) {
	case OBSTACLE_ABSENT:
		error("%d: No such process", (int)pid);
		break;
	case OBSTACLE_THREAD:
		error("%d: is a thread, not a process; it belongs to %d", (int)pid,
		      (int)status->process);
		break;
	case OBSTACLE_TRACED:
		error("%d (%s): is being traced by process %d", (int)pid, name,
		      (int)status->tracer);
		break;
	case OBSTACLE_USER:
	case OBSTACLE_PROTECTED:
	case OBSTACLE_DESCENDANTS:
	case OBSTACLE_ROOT:
		report_permission((int)pid, name, obstacle);
		break;
	case OBSTACLE_FAILED:
		if (*name)
			error("%d (%s): cannot be changed: %m", (int)pid, name);
		else
			error("%d: cannot be examined: %m", (int)pid);
		break;
	case OBSTACLE_UNVERIFIED:
		error("%d (%s): was changed, but cannot be examined again: %m", (int)pid, name);
		break;
	default:
		error("%d (%s): %s", (int)pid, name, texts[obstacle]);
	}
}
