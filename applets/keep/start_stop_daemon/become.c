/* become.c - what a process does to become the program that start-stop-daemon starts. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/usage.h"
#include "become.h"
#include "find.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/lines.h"
#include "text/quote.h"
#include "user/credentials.h"

enum {
	NICE_RANGE = 39,
	PRIORITY_MAX = 99, /* of real-time policies */
	LEVEL_MAX = 7,     /* of I/O classes, and the one of those that are idle */
	LEVEL_USUAL = 4,
	CLASS_IDLE = 3,
	CLASS_SHIFT = 13,
};

/* As the kernel numbers them. */
static const char policies[][6] = { "other", "fifo", "rr" };
static const char classes[][12] = { "", "real-time", "best-effort", "idle" };

/* ---- options ----------------------------------------------------------------------------- */

/* The index of NAME in a table, where text is NAME[:N]. Sets *number to N or NULL. */
static int find_class(const char *text, const char *table, size_t width, int count,
		      const char *names, const char **number)
{
	size_t length = span_before(text, ":");

	*number = text[length] ? text + length + 1 : NULL;
	while (count-- > 0) {
		const char *name = table + width * count;

		if (length && strlen(name) == length && !memcmp(name, text, length))
			return count;
	}
	usage_error("unknown scheduling class %pq: must be %s", text, names);
}

static void check_priorities(struct plan *plan)
{
	const char *text = given(plan, 'N'), *number;
	bool normal;

	if (text)
		plan->niceness = (int)argument_number(text, "nice level", -NICE_RANGE, NICE_RANGE);
	text = given(plan, 'P');
	if (text) {
		plan->policy = find_class(text, *policies, sizeof(*policies), 3,
					  "other, fifo:N or rr:N", &number);
		normal = plan->policy == SCHED_OTHER;
		plan->priority = (int)argument_number(number ? number : "0", "priority", !normal,
						      normal ? 0 : PRIORITY_MAX);
	}
	text = given(plan, 'I');
	if (text) {
		plan->io_class = find_class(text, *classes, sizeof(*classes), 4,
					    "idle, best-effort[:N] or real-time[:N]", &number);
		plan->io_priority = LEVEL_USUAL;
		if (plan->io_class == CLASS_IDLE)
			plan->io_priority = LEVEL_MAX;
		else if (number)
			plan->io_priority = (int)argument_number(number, "I/O priority", 0,
								 LEVEL_MAX);
	}
}

static void check_umask(struct plan *plan)
{
	const char *text = given(plan, 'k'), *end = text;

	plan->umask = -1;
	if (!text)
		return;
	plan->umask = (long long)line_number(&end, 8);
	if (end == text || *end || end - text > 8 || plan->umask > 0777)
		usage_error("invalid umask %pq: must be octal, up to 0777", text);
}

static void check_group(struct plan *plan, const char *text)
{
	plan->group_name = text;
	if (group_find(text, &plan->gid))
		return;
	account_require_look(plan->trouble, text);
	fail(plan->trouble, "group %pq not found", text);
}

static void check_user(struct plan *plan, char *text)
{
	char *group = strchr(text, ':');
	gid_t *groups;

	if (group)
		*group++ = '\0';
	require_user(plan, text, &plan->user);
	if (!plan->user.listed && !group && !given(plan, 'g'))
		fail(plan->trouble, "user %pq has no entry: give a group, too", text);
	if (!plan->user.listed)
		format_text(plan->user.name, sizeof(plan->user.name), "%s", text);
	plan->group_name = "";
	plan->gid = plan->user.gid;
	if (group)
		check_group(plan, group);
	if (given(plan, 'g'))
		check_group(plan, given(plan, 'g'));
	groups = groups_reserve(&plan->groups);
	groups[0] = plan->gid;
	plan->group_count = plan->user.listed ? user_groups(plan->user.name, plan->gid, groups,
							    GROUPS_MAX) : 1;
	if (plan->group_count < 0)
		fail(plan->trouble, "cannot read the groups of %pq: %m", text);
}

void check_attributes(struct plan *plan)
{
	check_priorities(plan);
	check_umask(plan);
	plan->gid = (gid_t)-1;
	plan->user.uid = (uid_t)-1;
	if (given(plan, 'c'))
		check_user(plan, (char *)given(plan, 'c'));
	else if (given(plan, 'g'))
		check_group(plan, given(plan, 'g'));
}

void say_name(struct plan *plan, const char *name)
{
	output_printable(&plan->output, name, isatty(1));
}

void say_attributes(struct plan *plan)
{
	if (given(plan, 'c'))
		output_format(&plan->output, " (as user %s[%u], and group %s[%u])",
			      plan->user.name, plan->user.uid, plan->group_name, plan->gid);
	if (given(plan, 'r')) {
		output_text(&plan->output, " in directory ");
		say_name(plan, given(plan, 'r'));
	}
	if (plan->niceness)
		output_format(&plan->output, ", and add %d to the priority", plan->niceness);
	if (given(plan, 'P'))
		output_format(&plan->output, ", with scheduling policy %s with priority %d",
			      policies[plan->policy], plan->priority);
	if (given(plan, 'I'))
		output_format(&plan->output, ", with IO scheduling class %s with priority %d",
			      classes[plan->io_class], plan->io_priority);
}

/* ---- the process ------------------------------------------------------------------------- */

static _Noreturn void fail_to(const struct plan *plan, const char *what, const char *name)
{
	fail(plan->trouble, "cannot %s %pn: %m", what, name);
}

/* Opens what descriptor 0, 1 or 2 will be: the file of an option, else what it is by default. */
static int open_stream(struct plan *plan, int number)
{
	const char *path = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? given(plan, '0' + number) : NULL;
	int descriptor, mode = number ? O_WRONLY | O_APPEND | O_CREAT : O_RDONLY;

	if (!path && number)
		path = given(plan, 'O');
	if (!path && given(plan, 'C'))
		return -1;
	if (!path) {
		path = "/dev/null";
		mode = O_RDWR;
	}
	descriptor = open_above(path, mode | O_NOCTTY, 0664);
	if (descriptor < 0)
		fail_to(plan, "open", path);
	return descriptor;
}

static void set_priorities(const struct plan *plan)
{
	int now;

	errno = 0;
	if (plan->niceness) {
		now = getpriority(PRIO_PROCESS, 0);
		if (errno || setpriority(PRIO_PROCESS, 0, now + plan->niceness))
			fail(plan->trouble, "cannot alter the nice level by %d: %m",
			     plan->niceness);
	}
	if (given(plan, 'P') &&
	    syscall(SYS_sched_setscheduler, 0, plan->policy, &plan->priority))
		fail(plan->trouble, "cannot set the policy to %s:%d: %m", policies[plan->policy],
		     plan->priority);
	if (given(plan, 'I') && syscall(SYS_ioprio_set, 1, 0, plan->io_class << CLASS_SHIFT |
								     plan->io_priority))
		fail(plan->trouble, "cannot set the I/O class to %s:%d: %m",
		     classes[plan->io_class], plan->io_priority);
}

static void enter_directories(const struct plan *plan)
{
	const char *root = given(plan, 'r'), *directory = given(plan, 'd');

	exec_keep_self();
	if (root && (chdir(root) || chroot(root)))
		fail_to(plan, "chroot to", root);
	if (chdir(directory))
		fail_to(plan, "chdir to", directory);
}

/* What is the case already needs no privileges. */
static void set_identity(const struct plan *plan)
{
	bool user = given(plan, 'c') && getuid() != plan->user.uid;
	bool group = plan->gid != (gid_t)-1 && getgid() != plan->gid;

	if (group && !credentials_set_gid(plan->gid, plan->gid))
		fail(plan->trouble, "cannot set the group ID to %u: %m", plan->gid);
	if (given(plan, 'c') && (user || group) &&
	    !credentials_set_groups((const gid_t *)plan->groups.bytes, plan->group_count))
		fail_to(plan, "set the groups of", plan->user.name);
	if (user && !credentials_set_uid(plan->user.uid, plan->user.uid))
		fail(plan->trouble, "cannot set the user ID to %u: %m", plan->user.uid);
}

void prepare_program(struct plan *plan)
{
	int streams[3] = { -1, -1, -1 };
	bool background = given(plan, 'b');

	for (int i = 0; background && i < 3; i++)
		streams[i] = open_stream(plan, i);
	set_priorities(plan);
	enter_directories(plan);
	set_identity(plan);
	if (background)
		error_descriptor = copy_above(2);
	for (int i = 0; i < 3; i++) {
		if (streams[i] >= 0 && !redirect(streams[i], i))
			fail(plan->trouble, "cannot open descriptor %d: %m", i);
	}
	if (background && !given(plan, 'C'))
		close_others_on_exec();
}

void become_program(struct plan *plan)
{
	exec_path(plan->arguments[0], plan->arguments);
	error("cannot start %pn: %m", plan->arguments[0]);
}
