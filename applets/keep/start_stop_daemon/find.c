/* find.c - the processes that start-stop-daemon is about.
 *
 * A number from a pid file may be another process's by now. So all other conditions are tested,
 * too, and the file may contain the handle of the process.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "find.h"
#include "proc/procfs.h"
#include "proc/program.h"
#include "target/handle.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/lines.h"
#include "text/number.h"

enum { DIGITS_MAX = 18 };

static const char HANDLE[] = "\nhandle ";

unsigned long long describe_handle(char line[HANDLE_SIZE], pid_t pid)
{
	char boot[BOOT_ID_SIZE];
	unsigned long long inode = boot_id(boot) ? pid_inode(pid) : 0;

	*line = '\0';
	if (inode)
		format_text(line, HANDLE_SIZE, "%s%d:%llu boot %s\n", HANDLE + 1, (int)pid, inode,
			    boot);
	return inode;
}

/*
 * Whether the number in a pid file is still that of the process that the handle on the next line
 * names, if there is one for this number and it can be checked.
 */
static bool check_handle(struct plan *plan, const char *line)
{
	char known[HANDLE_SIZE];
	unsigned long long inode;

	if (!text_begins(line++, HANDLE, sizeof(HANDLE) - 1))
		return true;
	inode = describe_handle(known, plan->pid);
	if (!inode || !text_begins(line, known, span_before(known, ":") + 1))
		return true;
	plan->inode = inode;
	return text_begins(line, known, strlen(known) - 1);
}

/* Refuses a pid file that others may have written. */
static void check_writers(const struct plan *plan, const char *path, const struct stat *status)
{
	if (!strcmp(path, "/dev/null"))
		return;
	if (status->st_mode & S_IWOTH)
		fail(plan->trouble, "matching on world-writable pidfile %pn is insecure", path);
	if (!plan->conditions && ((status->st_uid && status->st_uid != getuid()) ||
				  (status->st_gid && status->st_gid != getgid())))
		fail(plan->trouble, "matching only on non-root pidfile %pn is insecure", path);
}

/* Sets plan->pid to the number that the pid file begins with, as for scanf's %d. */
static void read_pidfile(struct plan *plan)
{
	const char *path = given(plan, 'p');
	int descriptor = open_above(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
	char text[256];
	const char *number, *end;
	struct stat status;
	unsigned long long pid;
	ssize_t count;

	plan->pid = 0;
	plan->inode = 0;
	plan->file_exists = descriptor >= 0;
	if (descriptor < 0 && errno == ENOENT)
		return;
	if (descriptor < 0 || fstat(descriptor, &status))
		fail(plan->trouble, "cannot open pidfile %pn (%m)", path);
	check_writers(plan, path, &status);
	count = read(descriptor, text, sizeof(text) - 1);
	close(descriptor);
	text[count < 0 ? 0 : count] = '\0';
	number = skip_blanks(text);
	number += *number == '+';
	end = number;
	pid = line_number(&end, 10);
	plan->numbered = pid && pid <= INT_MAX && end - number <= DIGITS_MAX;
	if (!plan->numbered) {
		if (!S_ISCHR(status.st_mode))
			error("warning: no process ID in pidfile %pn", path);
		return;
	}
	plan->pid = (pid_t)pid;
	if (CONFIG_FEATURE_START_STOP_DAEMON_HANDLE && !check_handle(plan, end)) {
		error("warning: process %d is not the one in pidfile %pn", (int)pid, path);
		plan->pid = 0;
	}
}

/* Whether the script that the process interprets is the file of --exec. */
static bool is_interpreted(const struct plan *plan, struct process *process)
{
	size_t length;
	const char *line = process_cmdline(process, &length), *end;
	char path[PATH_MAX];
	struct stat file;

	if (!line)
		return false;
	end = line + length;
	do
		line += strlen(line) + 1;
	while (line < end && *line == '-');
	return line < end &&
	       format_text(path, sizeof(path), *line == '/' ? "root%s" : "cwd/%s", line) &&
	       process_file_status(process, path, &file) &&
	       file.st_dev == plan->executable.file.st_dev &&
	       file.st_ino == plan->executable.file.st_ino;
}

/* Whether the arguments are those that would be used now, perhaps after those of an interpreter. */
static bool has_arguments(const struct plan *plan, struct process *process)
{
	size_t length;
	const char *line = process_cmdline(process, &length), *end;

	if (!line || !plan->arguments[0])
		return false;
	end = line + length;
	for (size_t i = plan->count + 1; i--;) {
		size_t size = strlen(plan->arguments[i]) + 1;

		if (size > (size_t)(end - line) || memcmp(end - size, plan->arguments[i], size))
			return false;
		end -= size;
	}
	return end == line || !end[-1];
}

/* The conditions that match.c does not support; and the process must not have ended. */
static bool is_meant(const struct conditions *conditions, struct process *process)
{
	const struct plan *plan = conditions->context;
	const long long *fields;
	const char *name = given(plan, 'n'), *own = name;

	if (given(plan, 'x') && !(given(plan, INTERPRETED)
					  ? is_interpreted(plan, process)
					  : executable_runs(&plan->executable, process)))
		return false;
	fields = process_stat(process);
	if (!fields || fields[STAT_STATE] == 'Z' || fields[STAT_STATE] == 'X' ||
	    (plan->command == 'K' && fields[STAT_FLAGS] & PROCESS_KERNEL))
		return false;
	if (name)
		own = strlen(name) > PROCESS_NAME ? program_name(process) : process_name(process);
	return (!name || (own && !strcmp(own, name))) &&
	       (!plan->exact || has_arguments(plan, process));
}

static void hold_process(void *context, struct process *process)
{
	struct plan *plan = context;

	if (!family_start(&plan->family, process) && process_is_fault(errno))
		fail(plan->trouble, "cannot hold process %d: %m", (int)process->id);
}

static void drop_found(struct plan *plan)
{
	size_t count;
	struct target *targets = found(plan, &count);

	while (count--)
		target_drop(&targets[count]);
	plan->family.targets.length = 0;
}

/* Adds those that meet all conditions. Returns whether any are held now. */
static bool scan_processes(struct plan *plan)
{
	match_each(&plan->match, hold_process, plan);
	if (plan->match.incomplete)
		exit(plan->trouble);
	return plan->family.targets.length;
}

/* Whether there is a /proc that has our numbers. */
static bool has_proc(void)
{
	int directory = open_above("/proc", O_RDONLY | O_DIRECTORY, 0);
	bool own = directory >= 0 && procfs_is_own(directory);

	close(directory);
	return own;
}

static void find_named(struct plan *plan)
{
	struct match *match = &plan->match;
	struct handle handle = { plan->pid, plan->inode };
	bool examined = plan->conditions || has_proc();
	struct target target;
	char path[32];

	match->spare_ancestors = false;
	match->conditions.handles = (struct text){ (char *)&handle, 0, sizeof(handle) };
	format_text(path, sizeof(path), "/proc/%d/stat", (int)plan->pid);
	if (examined && (scan_processes(plan) || access(path, R_OK) == 0))
		return;
	/* it is hidden, and known only by its number */
	if (plan->pid == getpid() || !target_of_pid(&target, plan->pid, plan->inode))
		return;
	if (plan->conditions)
		fail(plan->trouble, "cannot examine process %d: it is hidden in /proc",
		     (int)plan->pid);
	if (target_state(&target) == TARGET_RUNNING)
		*(struct target *)text_add(&plan->family.targets, sizeof(target)) = target;
}

/* The pid file names none of those that meet the other conditions: are there any? */
static bool find_others(struct plan *plan)
{
	bool only_warn = plan->command == 'K' && !given(plan, SCAN);
	size_t count;

	plan->exact = plan->command != 'K' && !given(plan, SCAN);
	plan->match.conditions.handles.length = 0;
	plan->stale = scan_processes(plan);
	if (plan->stale && only_warn) {
		found(plan, &count);
		error("warning: %zu others match, which pidfile %pn does not name", count,
		      given(plan, 'p'));
		drop_found(plan);
		return false;
	}
	return plan->stale;
}

bool find_processes(struct plan *plan)
{
	drop_found(plan);
	if (given(plan, 'p'))
		read_pidfile(plan);
	plan->named = plan->pid;
	plan->exact = plan->stale = false;
	plan->match.conditions.handles.length = 0;
	if (plan->pid)
		find_named(plan);
	plan->match.spare_ancestors = plan->command == 'K';
	if (!given(plan, 'p') && !given(plan, PID))
		return scan_processes(plan);
	if (plan->family.targets.length || !plan->file_exists || !plan->conditions)
		return plan->family.targets.length;
	return find_others(plan);
}

void require_user(const struct plan *plan, const char *text, struct account *user)
{
	if (user_find(text, user))
		return;
	account_require_look(plan->trouble, text);
	fail(plan->trouble, "user %pq not found", text);
}

void prepare_search(struct plan *plan)
{
	struct conditions *conditions = &plan->match.conditions;
	const char *text = given(plan, 'u');
	struct account user;

	plan->conditions = given(plan, 'x') || given(plan, 'n') || text || given(plan, PPID);
	plan->match.enter = true;
	plan->match.use = MATCH_SIGNALLED;
	plan->match.failure = plan->trouble;
	conditions->also = is_meant;
	if (!text)
		return;
	require_user(plan, text, &user);
	condition_add_number(&conditions->lists[MATCH_EUID], user.uid);
	if (plan->command == 'S' && user.uid && !given(plan, 'c') && !geteuid())
		error("warning: --user only matches; --chuid runs the program as that user");
}
