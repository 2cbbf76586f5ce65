/* change.c - changing the state of this process, and becoming a command in it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "launch/change.h"
#include "launch/exec.h"
#include "launch/variables.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "text/retry.h"
#include "text/variable.h"
#include "user/credentials.h"
#include "user/identity.h"

/* Which limits each letter stands for. */
static const struct limit {
	char letter;
	unsigned short resources;
} limits[] = {
	{ 'a', 1 << RLIMIT_AS },
	{ 'c', 1 << RLIMIT_CORE },
	{ 'd', 1 << RLIMIT_DATA },
	{ 'f', 1 << RLIMIT_FSIZE },
	{ 'l', 1 << RLIMIT_MEMLOCK },
	{ 'm', 1 << RLIMIT_DATA | 1 << RLIMIT_STACK | 1 << RLIMIT_MEMLOCK | 1 << RLIMIT_AS },
	{ 'o', 1 << RLIMIT_NOFILE },
	{ 'p', 1 << RLIMIT_NPROC },
	{ 'r', 1 << RLIMIT_RSS },
	{ 's', 1 << RLIMIT_STACK },
	{ 't', 1 << RLIMIT_CPU },
};

bool change_limit(struct change *change, int option, const char *text)
{
	const struct limit *limit = limits;
	long long value = LLONG_MAX; /* no limit; what a larger number is, too */

	if (strcmp(text, "=") != 0 &&
	    (*text < '0' || number_parse(text, 0, LLONG_MAX, &value) == NUMBER_INVALID))
		return false;
	while (limit->letter != option)
		limit++;
	change->limited |= limit->resources;
	for (int i = 0; i < CHANGE_LIMITS; i++) {
		if (limit->resources & 1 << i)
			change->limits[i] = value;
	}
	return true;
}

static _Noreturn void fail_to(const char *what)
{
	fail(CHANGE_FAILURE, "unable to %s: %m", what);
}

static void set_limits(const struct change *change)
{
	for (int i = 0; i < CHANGE_LIMITS; i++) {
		struct rlimit limit;

		if (!(change->limited & 1 << i))
			continue;
		if (prlimit(0, i, NULL, &limit))
			fail_to("getrlimit()");
		limit.rlim_cur = limit.rlim_max;
		if (change->limits[i] < LLONG_MAX && (rlim_t)change->limits[i] < limit.rlim_max)
			limit.rlim_cur = (rlim_t)change->limits[i];
		if (prlimit(0, i, &limit, NULL))
			fail_to("setrlimit()");
	}
}

static void put_ids(const struct change *change, struct text *list)
{
	static char gid[16], uid[16];
	struct identity identity;

	identity_find(&identity, change->texts[CHANGE_IDS], change->strict, CHANGE_FAILURE);
	format_text(gid, sizeof(gid), "GID=%u", identity.groups[0]);
	format_text(uid, sizeof(uid), "UID=%u", identity.uid);
	variables_put(list, gid);
	variables_put(list, uid);
}

static void become_user(const struct change *change)
{
	struct identity identity;

	identity_find(&identity, change->texts[CHANGE_USER], change->strict, CHANGE_FAILURE);
	if (!credentials_set_groups(identity.groups, identity.count))
		fail_to("setgroups");
	if (!credentials_set_gid(identity.groups[0], identity.groups[0]))
		fail_to("setgid");
	if (!credentials_set_uid(identity.uid, identity.uid))
		fail_to("setuid");
}

static void take_lock(const struct change *change)
{
	const char *path = change->texts[CHANGE_LOCK];
	int file = open_above(path, O_WRONLY | O_NONBLOCK | O_APPEND | O_CREAT, 0600);
	int left = RETRIES;
	const char *what = "open lock";

	if (file >= 0) {
		what = "lock";
		while (flock(file, change->lock_waits ? LOCK_EX : LOCK_EX | LOCK_NB)) {
			if (!retry_interrupted(&left)) {
				file = -1;
				break;
			}
		}
	}
	if (file < 0 && change->quiet)
		exit(0);
	if (file < 0)
		fail(CHANGE_FAILURE, "unable to %s: %pn: %m", what, path);
	descriptor_control(file, F_SETFD, 0);
}

static void enter(const char *directory)
{
	if (directory && chdir(directory))
		fail(CHANGE_FAILURE, "unable to change directory: %pn: %m", directory);
}

static void close_descriptors(const struct change *change)
{
	for (int i = 0; i < 3; i++) {
		if (!(change->closed & 1 << i))
			continue;
		if (i == 2)
			error_descriptor = copy_above(2);
		close(i);
	}
}

void change_and_run(const struct change *change, char **argv)
{
	char *command = argv[0], *path = variable_value("PATH");
	struct text list = { 0 };

	if (!command)
		usage_exit();
	/* under whichever name, as runit's does */
	error_name = "chpst: fatal";
	error_status = CHANGE_FAILURE;
	if (change->new_session)
		setsid();
	if (change->texts[CHANGE_VARIABLES] || change->texts[CHANGE_IDS])
		variables_start(&list);
	if (change->texts[CHANGE_VARIABLES])
		variables_read(&list, change->texts[CHANGE_VARIABLES], change->strict,
			       change->verbose ? "chpst: warning" : NULL, CHANGE_FAILURE);
	if (change->texts[CHANGE_ROOT] || change->texts[CHANGE_DIRECTORY])
		exec_keep_self();
	enter(change->texts[CHANGE_ROOT]);
	if (change->texts[CHANGE_ROOT] && chroot("."))
		fail_to("change root directory");
	enter(change->texts[CHANGE_DIRECTORY]);
	if (change->niceness &&
	    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + change->niceness))
		fail_to("set nice level");
	if (change->texts[CHANGE_IDS])
		put_ids(change, &list);
	if (change->texts[CHANGE_USER])
		become_user(change);
	if (change->texts[CHANGE_LOCK])
		take_lock(change);
	close_descriptors(change);
	set_limits(change);
	if (change->texts[CHANGE_NAME])
		argv[0] = (char *)change->texts[CHANGE_NAME];
	exec_command_in(path, command, argv);
	if (change->quiet)
		exit(0);
	fail(CHANGE_FAILURE, "unable to run: %pn: %m", command);
}

void change_by_operand(struct change *change, enum change_text which, char **operands)
{
	change->texts[which] = *operands;
	if (!*operands)
		usage_exit();
	change_and_run(change, operands + 1);
}

void change_strictly(enum change_text which, char **argv)
{
	struct options parsed = options_of(argv);
	struct change change = { .strict = true };

	option_next(&parsed);
	change_by_operand(&change, which, argv + parsed.index);
}
