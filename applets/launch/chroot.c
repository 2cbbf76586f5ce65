/* chroot - run a command in another root directory
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/manual/html_node/chroot-invocation.html
 *
 * Names of users and groups are looked up in the old root and then in the new one, which takes
 * precedence. Numbers need neither an entry nor the files there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/path.h"
#include "text/variable.h"
#include "user/account.h"
#include "user/credentials.h"

enum { GROUPS = OPTION_LONG, SKIP_CHDIR, USERSPEC };

static const struct applet_option options[] = {
	OPT(GROUPS, "groups", "G_LIST", "supplementary groups, as g1,g2,...,gN"),
	OPT(USERSPEC, "userspec", "USER:GROUP", "user and group to run as, by name or number"),
	OPT(SKIP_CHDIR, "skip-chdir", NULL, "do not change the working directory to '/'"),
	{ .key = 0 },
};

struct plan {
	char *user; /* this and the next: "" leaves it unchanged */
	char *group;
	char *groups; /* NULL: the groups of user */
	bool keep_directory;
};

/* The meaning of the names, as far as the roots have resolved them. */
struct identity {
	bool has_names;
	bool has_groups;
	uid_t uid; /* this and the next: -1 leaves it unchanged */
	gid_t gid;
	int count;     /* of the groups; if above GROUPS_MAX, only the first are stored */
	gid_t *groups; /* room for GROUPS_MAX of them */
};

static const unsigned UNCHANGED = (unsigned)-1;

/* Cuts USER:GROUP in two. As with GNU's, a colon at the end is ignored. */
static void read_userspec(struct plan *plan, char *spec)
{
	size_t length = strlen(spec);
	char *separator;

	if (length && spec[length - 1] == ':')
		spec[length - 1] = '\0';
	separator = strchrnul(spec, ':');
	plan->user = spec;
	plan->group = separator;
	if (*separator) {
		*separator = '\0';
		plan->group++;
	}
}

/* Returns false, with nothing changed, unless this root lists both of the names. */
static bool look_up_names(const struct plan *plan, const char *user, const char *group,
			  struct identity *identity)
{
	gid_t gid = identity->gid;
	struct account found;

	if ((*group && !group_find(group, &gid)) || (*user && !user_find(user, &found)))
		return false;
	/* a number listed only in the old root keeps the group and groups from there */
	if (*user && (found.listed || identity->uid != found.uid)) {
		if (!*group)
			gid = found.gid;
		identity->uid = found.uid;
		identity->count = 0;
	}
	identity->has_names = true;
	identity->gid = gid;
	if (!*user || !found.listed || plan->groups)
		return true;
	identity->count = user_groups(found.name, gid, identity->groups, GROUPS_MAX);
	if (identity->count < 0)
		applet_fail("failed to get supplemental groups: %m");
	return true;
}

/* USER.GROUP, the old notation. */
static bool look_up_dotted(const struct plan *plan, struct identity *identity)
{
	char copy[strlen(plan->user) + 1], *dot;
	struct account user;

	memcpy(copy, plan->user, sizeof(copy));
	dot = *plan->group ? NULL : strchr(copy, '.');
	if (!dot)
		return false;
	*dot = '\0';
	/* "USER." needs a user given by name, whose group it means */
	if (!dot[1] && !(user_find(copy, &user) && user.listed && !strcmp(user.name, copy)))
		return false;
	return look_up_names(plan, copy, dot + 1, identity);
}

/* Reports errors in the list only if asked to. */
static void look_up_groups(char *list, struct identity *identity, bool report)
{
	const char *all = list;
	bool valid = true;
	char *name;
	int count = 0;
	gid_t gid;

	while ((name = next_word(&list))) {
		bool found = *name && group_find(name, &gid);

		if (*name && !found && report)
			error("invalid group %pc", name);
		valid &= found || !*name;
		if (list)
			list[-1] = ','; /* the list may be read again in the other root */
		if (found && count < GROUPS_MAX)
			identity->groups[count] = gid;
		count += found;
	}
	if (*all && valid && !count) {
		valid = false;
		if (report)
			error("invalid group list %pc", all);
	}
	if (!valid && report)
		exit(failure_status());
	if (valid) {
		identity->has_groups = true;
		identity->count = count;
	}
}

/* Looks everything up in the current root; only the new root reports errors, not the old one. */
static void look_up(const struct plan *plan, struct identity *identity, bool old)
{
	struct account user;

	if (!look_up_names(plan, plan->user, plan->group, identity) &&
	    look_up_dotted(plan, identity) && !old)
		error("warning: '.' should be ':'");
	if (plan->groups)
		look_up_groups(plan->groups, identity, !old && !identity->has_groups);
	if (old)
		return;
	if (!identity->has_names && *plan->user && !user_find(plan->user, &user))
		applet_fail("invalid user: %pc", plan->user);
	if (!identity->has_names)
		applet_fail("invalid group: %pc", plan->group);
	if (identity->uid != UNCHANGED && identity->gid == UNCHANGED)
		applet_fail("no group specified for unknown uid: %u", identity->uid);
}

/* Whether path is our root directory, and not another mount of the same file system. */
static bool is_old_root(const char *path)
{
	int here = open_above(".", O_PATH | O_DIRECTORY, 0);
	char name[2]; /* for "/" */
	bool same;

	if (here < 0 || chdir(path))
		return false;
	same = path_here(name, sizeof(name));
	if (descriptor_enter(here))
		applet_fail("cannot return to the working directory: %m");
	close(here);
	return same;
}

static void enter_root(const struct plan *plan, const char *root)
{
	exec_keep_self();
	if (chroot(root))
		applet_fail("cannot change root directory to %pq: %m", root);
	if (!plan->keep_directory && chdir("/"))
		applet_fail("cannot chdir to root directory: %m");
}

static void assume_identity(const struct plan *plan, struct identity *identity)
{
	bool has_user = identity->uid != UNCHANGED;

	if (!plan->groups) /* the first group may come from the other root than the group ID */
		identity->groups[0] = identity->gid;
	if ((has_user || plan->groups) &&
	    !credentials_set_groups(identity->groups, identity->count))
		applet_fail("failed to set supplemental groups: %m");
	if (identity->gid != UNCHANGED && !credentials_set_gid(identity->gid, identity->gid))
		applet_fail("failed to set group-ID: %m");
	if (has_user && !credentials_set_uid(identity->uid, identity->uid))
		applet_fail("failed to set user-ID: %m");
}

static void change_root(const struct plan *plan, const char *root)
{
	struct text memory = { 0 };
	struct identity identity = {
		.uid = UNCHANGED,
		.gid = UNCHANGED,
		.groups = groups_reserve(&memory),
	};

	look_up(plan, &identity, true);
	enter_root(plan, root);
	look_up(plan, &identity, false);
	assume_identity(plan, &identity);
}

static int chroot_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .user = "", .group = "" };
	char *shell[] = { variable_value("SHELL"), "-i", NULL };
	int key, status;

	while ((key = option_next(&parsed))) {
		if (key == GROUPS)
			plan.groups = (char *)parsed.argument;
		else if (key == USERSPEC)
			read_userspec(&plan, (char *)parsed.argument);
		else
			plan.keep_directory = true;
	}
	if (parsed.index == argc)
		usage_error("missing operand");
	argv += parsed.index;
	if (plan.keep_directory && !is_old_root(argv[0]))
		usage_error("option --skip-chdir only permitted if NEWROOT is old '/'");
	change_root(&plan, *argv++);
	if (!shell[0])
		shell[0] = "/bin/sh";
	if (!*argv)
		argv = shell;
	status = exec_command(argv);
	return error("failed to run command %pc: %m", argv[0]) ? status : failure_status();
}

APPLET(chroot) = {
	.name = "chroot",
	.main = chroot_main,
	.synopsis = "[OPTION]... NEWROOT [COMMAND [ARG]...]",
	.summary = "Run COMMAND with NEWROOT as its root directory; the default is \"$SHELL\" -i,\n"
		   "or /bin/sh -i.",
	.options = options,
	.failure = 125,
	.flags = APPLET_EXECS,
};
