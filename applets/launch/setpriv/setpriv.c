/* setpriv - run a command with another user, other groups, capabilities and so on
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/setpriv.1.html; --user does what gosu does
 *
 * All names are resolved before anything is changed: labels first, while /proc is still accessible,
 * then everything else in the order of privileges.c. The first change that fails ends it all, and
 * nothing is run.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/long_name.h"
#include "applet/options.h"
#include "caps.h"
#include "dump.h"
#include "label.h"
#include "launch/exec.h"
#include "privileges.h"
#include "securebits.h"
#include "signal/signals.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "user/caps_name.h"
#include "user/credentials.h"
#include "user/environment.h"

enum { FAILURE = 1, NOT_APPLIED = 127 }; /* the latter for changes that the system refused */

enum {
	DUMP = CONFIG_FEATURE_SETPRIV_DUMP ? 'd' : OPTION_ABSENT,
	AMBIENT_CAPS = OPTION_LONG,
	APPARMOR_PROFILE,
	BOUNDING_SET,
	CLEAR_GROUPS,
	EGID,
	EUID,
	GROUPS,
	INH_CAPS,
	INIT_GROUPS,
	KEEP_GROUPS,
	LIST_CAPS,
	NO_NEW_PRIVS,
	PDEATHSIG,
	REGID,
	RESET_ENV,
	REUID,
	RGID,
	RUID,
	SECUREBITS,
	SELINUX_LABEL,
	USER,
};

static const struct applet_option options[] = {
	OPT(DUMP, "dump", NULL, "print the current state and run nothing; -dd, -ddd: more of it"),
	OPT(USER, "user", "NAME[:GROUP]",
	    "become this user completely: IDs, supplementary groups, HOME,\n"
	    "and no capabilities unless it is root"),
	OPT(NO_NEW_PRIVS, "nnp", NULL, "set no_new_privs: execve can grant no further privileges"),
	OPT(NO_NEW_PRIVS, "no-new-privs", NULL, "the same as --nnp"),
	OPT(AMBIENT_CAPS, "ambient-caps", "CAPS",
	    "change the ambient capabilities: +NAME,-NAME,+all,-all"),
	OPT(INH_CAPS, "inh-caps", "CAPS", "change the inheritable capabilities"),
	OPT(BOUNDING_SET, "bounding-set", "CAPS", "remove capabilities from the bounding set"),
	OPT(LIST_CAPS, "list-caps", NULL, "print the names of all capabilities and run nothing"),
	OPT(RUID, "ruid", "USER", "set the real user ID, by name or number"),
	OPT(EUID, "euid", "USER", "set the effective user ID"),
	OPT(RGID, "rgid", "GROUP", "set the real group ID"),
	OPT(EGID, "egid", "GROUP", "set the effective group ID"),
	OPT(REUID, "reuid", "USER", "set the real and the effective user ID"),
	OPT(REGID, "regid", "GROUP", "set the real and the effective group ID"),
	OPT(CLEAR_GROUPS, "clear-groups", NULL, "drop all supplementary groups"),
	OPT(KEEP_GROUPS, "keep-groups", NULL, "keep the supplementary groups"),
	OPT(INIT_GROUPS, "init-groups", NULL, "set the supplementary groups of the real user"),
	OPT(GROUPS, "groups", "GROUP,...", "set these supplementary groups"),
	OPT(SECUREBITS, "securebits", "BITS",
	    "change the secure bits: +noroot,-no_setuid_fixup_locked..."),
	OPT(PDEATHSIG, "pdeathsig", "SIGNAL",
	    "signal to get when the parent dies; or \"keep\", or \"clear\""),
	OPT(SELINUX_LABEL, "selinux-label", "LABEL", "request this label from SELinux"),
	OPT(APPARMOR_PROFILE, "apparmor-profile", "PROFILE", "request this profile from AppArmor"),
	OPT(RESET_ENV, "reset-env", NULL,
	    "an environment of only TERM, SHELL, HOME, USER, LOGNAME, PATH"),
	{ .key = 0 },
};

struct plan {
	int options;
	int dump;
	bool list_caps;
	bool reset_env;
	char *user;
	struct account *account; /* of user, or of the real user ID */
	int groups_option;       /* the option that chose the groups, or 0 */
	char *selinux, *apparmor;
	struct privileges wanted;
};

static const unsigned UNCHANGED = (unsigned)-1;

static _Noreturn void fail_duplicate(int key)
{
	/* the first name of this one is short */
	applet_fail("duplicate --%s option",
		    key == NO_NEW_PRIVS ? "no-new-privs" : long_name_of(key));
}

static void set_once(char **slot, const char *argument, int key)
{
	if (*slot)
		fail_duplicate(key);
	*slot = (char *)argument;
}

/* what: the option's name; or "user", "group" for --user. */
static _Noreturn void bad_id(const char *what, int key, const char *text)
{
	bool unknown = errno == ESRCH || errno == EINVAL;

	if (unknown && key == USER)
		applet_fail("unknown %s: %pq", what, text);
	if (errno == ERANGE)
		applet_fail("failed to parse %s: %pq: must be from 0 to %u", what, text,
			    UNCHANGED - 1);
	applet_fail(unknown ? "failed to parse %s: %pq" : "failed to parse %s: %pq: %m", what,
		    text);
}

/* Fails if an earlier option has already set this ID; kind is u or g. */
static void check_first(char kind, bool sets_real, unsigned real, bool sets_effective,
			unsigned effective)
{
	bool twice = sets_real && real != UNCHANGED;

	if (!twice && !(sets_effective && effective != UNCHANGED))
		return;
	if (sets_real && sets_effective)
		applet_fail("duplicate r%cid or e%cid", kind, kind);
	applet_fail("duplicate %c%cid", twice ? 'r' : 'e', kind);
}

static void read_user_id(struct plan *plan, int key, const char *text)
{
	bool real = key != EUID, effective = key != RUID;
	struct privileges *wanted = &plan->wanted;
	struct account user;

	check_first('u', real, wanted->ruid, effective, wanted->euid);
	if (!user_find(text, real ? plan->account : &user))
		bad_id(!real ? "euid" : !effective ? "ruid" : key == USER ? "user" : "reuid", key,
		       text);
	if (real)
		wanted->ruid = plan->account->uid;
	if (effective)
		wanted->euid = real ? wanted->ruid : user.uid;
}

static void read_group_id(struct plan *plan, int key, const char *text)
{
	bool real = key != EGID, effective = key != RGID;
	struct privileges *wanted = &plan->wanted;
	gid_t gid;

	check_first('g', real, wanted->rgid, effective, wanted->egid);
	if (!group_find(text, &gid))
		bad_id(!real ? "egid" : !effective ? "rgid" : key == USER ? "group" : "regid", key,
		       text);
	if (real)
		wanted->rgid = gid;
	if (effective)
		wanted->egid = gid;
}

static void read_groups(struct plan *plan, int key, char *list)
{
	char *name;
	struct privileges *wanted = &plan->wanted;

	if (plan->groups_option == key)
		fail_duplicate(key);
	if (plan->groups_option)
		applet_fail("mutually exclusive arguments: --clear-groups --keep-groups "
			    "--init-groups --groups");
	plan->groups_option = key;
	if (key != KEEP_GROUPS)
		wanted->group_count = 0;
	while ((name = next_word(&list))) {
		if (wanted->group_count == GROUPS_MAX)
			applet_fail("too many supplementary groups");
		if (group_find(name, &wanted->groups[wanted->group_count++]))
			continue;
		if (errno == ERANGE)
			applet_fail("Invalid supplementary group id: %pq: must be from 0 to %u",
				    name, UNCHANGED - 1);
		account_require_look(FAILURE, name);
		applet_fail("Invalid supplementary group id: %pq", name);
	}
}

static void read_caps(struct caps_change *change, int key, char *list)
{
	const char *wrong;

	if (change->clear)
		fail_duplicate(key);
	switch (caps_parse(list, change, &wrong)) {
	case CAPS_MALFORMED:
		applet_fail("bad capability string %pq", wrong);
	case CAPS_UNKNOWN:
		applet_fail("unknown capability %pq", wrong);
	case CAPS_UNREADABLE:
		fail(NOT_APPLIED, "getting capability bounding set failed: %m");
	default:
		break;
	}
}

static void read_securebits(int *bits, char *list)
{
	const char *failure, *wrong;

	if (*bits >= 0)
		fail_duplicate(SECUREBITS);
	*bits = prctl(PR_GET_SECUREBITS);
	if (*bits < 0)
		fail(NOT_APPLIED, "getting process secure bits failed: %m");
	if (*bits > SECUREBITS_KNOWN)
		applet_fail("unrecognized securebit set -- refusing to adjust");
	failure = securebits_parse(list, bits, &wrong);
	if (failure)
		applet_fail(failure, wrong);
}

static void read_death_signal(int *number, const char *text)
{
	char hint[NEAR_HINT_SIZE];

	if (*number >= 0)
		fail_duplicate(PDEATHSIG);
	if (!strcmp(text, "clear")) {
		*number = 0;
	} else if (!strcmp(text, "keep")) {
		if (prctl(PR_GET_PDEATHSIG, number))
			fail(NOT_APPLIED, "failed to get parent death signal: %m");
	} else {
		*number = signal_parse(text);
		if (*number <= 0)
			applet_fail("unknown signal: %pn%s", text, signal_hint(hint, text));
	}
}

static void read_option(struct plan *plan, int key, char *argument)
{
	plan->options++;
	switch (key) {
	case DUMP:
		plan->dump++;
		break;
	case LIST_CAPS:
		plan->list_caps = true;
		break;
	case NO_NEW_PRIVS:
		if (plan->wanted.no_new_privs)
			fail_duplicate(key);
		plan->wanted.no_new_privs = true;
		break;
	case RESET_ENV:
		plan->reset_env = true;
		break;
	case USER:
		set_once(&plan->user, argument, key);
		break;
	case RUID:
	case EUID:
	case REUID:
		read_user_id(plan, key, argument);
		break;
	case RGID:
	case EGID:
	case REGID:
		read_group_id(plan, key, argument);
		break;
	case CLEAR_GROUPS:
	case KEEP_GROUPS:
	case INIT_GROUPS:
	case GROUPS:
		read_groups(plan, key, argument);
		break;
	case INH_CAPS:
		read_caps(&plan->wanted.inheritable, key, argument);
		break;
	case AMBIENT_CAPS:
		read_caps(&plan->wanted.ambient, key, argument);
		break;
	case BOUNDING_SET:
		read_caps(&plan->wanted.bounding, key, argument);
		break;
	case SELINUX_LABEL:
		set_once(&plan->selinux, argument, key);
		break;
	case APPARMOR_PROFILE:
		set_once(&plan->apparmor, argument, key);
		break;
	case SECUREBITS:
		read_securebits(&plan->wanted.securebits, argument);
		break;
	case PDEATHSIG:
		read_death_signal(&plan->wanted.death_signal, argument);
		break;
	}
}

/* NAME[:GROUP]; without an entry in /etc/passwd the group stays as it is, as with gosu. */
static void read_user(struct plan *plan)
{
	struct privileges *wanted = &plan->wanted;
	char *group = strchr(plan->user, ':');

	if (wanted->ruid != UNCHANGED || wanted->euid != UNCHANGED || wanted->rgid != UNCHANGED ||
	    wanted->egid != UNCHANGED || plan->groups_option)
		applet_fail("--user excludes the options that set an ID or groups");
	if (group)
		*group++ = '\0';
	read_user_id(plan, USER, plan->user);
	wanted->drops_caps = wanted->ruid != 0;
	wanted->group_count = 0;
	if (group) {
		read_group_id(plan, USER, group);
	} else if (plan->account->listed) {
		wanted->rgid = wanted->egid = plan->account->gid;
		plan->groups_option = INIT_GROUPS;
	}
}

static void check_plan(struct plan *plan)
{
	struct privileges *wanted = &plan->wanted;

	if (plan->user)
		read_user(plan);
	if ((wanted->rgid != UNCHANGED || wanted->egid != UNCHANGED) && !plan->groups_option &&
	    !plan->user)
		applet_fail("--[re]gid requires --keep-groups, --clear-groups, "
			    "--init-groups, or --groups");
	if (plan->reset_env && wanted->ruid == UNCHANGED && !user_find_id(getuid(), plan->account))
		fail(NOT_APPLIED, "cannot read /etc/passwd: %m");
	if (plan->groups_option != INIT_GROUPS)
		return;
	if (wanted->ruid == UNCHANGED)
		applet_fail("--init-groups requires --ruid or --reuid");
	if (!plan->account->listed)
		applet_fail(
			"uid %u not found, --init-groups requires an user that can be found on the "
			"system",
			wanted->ruid);
	wanted->group_count =
		user_groups(plan->account->name, plan->account->gid, wanted->groups, GROUPS_MAX);
	if (wanted->group_count < 0)
		fail(NOT_APPLIED, "initgroups failed: %m");
}

static int list_caps(void)
{
	char buffer[512], name[CAPS_NAME_SIZE];
	struct output output;
	int last = caps_last();

	if (last < 0)
		applet_fail("getting capability bounding set failed: %m");
	output_start(&output, 1, buffer, sizeof(buffer));
	for (int number = 0; number <= last; number++)
		output_format(&output, "%s\n", caps_name(number, name));
	return output_finish(&output);
}

static void apply_plan(const struct plan *plan)
{
	const char *failure;

	if (plan->selinux)
		label_request(&LABEL_SELINUX, plan->selinux, NOT_APPLIED);
	if (plan->apparmor)
		label_request(&LABEL_APPARMOR, plan->apparmor, NOT_APPLIED);
	failure = privileges_apply(&plan->wanted);
	if (failure)
		fail(NOT_APPLIED, "%s: %m", failure);
}

/* Returns only on failure: the exit status. */
static int become_program(const struct plan *plan, char **argv)
{
	char *entries[environment_count() + USER_ENVIRONMENT_MORE], text[USER_ENVIRONMENT_TEXT];
	int status;

	if (plan->reset_env) {
		environment_of_user(entries, text, plan->account);
		environ = entries;
	} else if (plan->user) {
		environment_with_home(entries, text, plan->account);
		environ = entries;
	}
	status = exec_command(argv);
	return error("failed to execute %pn: %m", argv[0]) ? status : NOT_APPLIED;
}

static int setpriv_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct text memory = { 0 };
	struct account account;
	struct plan plan = {
		.account = &account,
		.wanted = {
			.ruid = UNCHANGED,
			.euid = UNCHANGED,
			.rgid = UNCHANGED,
			.egid = UNCHANGED,
			.group_count = -1,
			.groups = groups_reserve(&memory),
			.securebits = -1,
			.death_signal = -1,
		},
	};
	int key;

	while ((key = option_next(&parsed)))
		read_option(&plan, key, (char *)parsed.argument);
	if (CONFIG_FEATURE_SETPRIV_DUMP && plan.dump) {
		if (plan.dump != plan.options || parsed.index < argc)
			applet_fail("--dump is incompatible with all other options");
		return dump_privileges(plan.dump);
	}
	if (plan.list_caps) {
		if (plan.options > 1 || parsed.index < argc)
			applet_fail("--list-caps must be specified alone");
		return list_caps();
	}
	if (parsed.index == argc)
		applet_fail("No program specified");
	check_plan(&plan);
	apply_plan(&plan);
	return become_program(&plan, argv + parsed.index);
}

APPLET(setpriv) = {
	.name = "setpriv",
	.main = setpriv_main,
	.synopsis = "[OPTION]... PROGRAM [ARG]...\n--dump\n--list-caps",
	.summary = "Run PROGRAM with other users, groups, capabilities or other privileges.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_LIKE_UTIL_LINUX | APPLET_EXECS | APPLET_NEEDS_EXEC,
};
