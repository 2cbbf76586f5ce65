/* setpriv - run a command with other users, groups, capabilities and the like
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/setpriv.1.html; --user does what gosu does
 *
 * All names are resolved before anything is changed. Then: labels, while /proc is still ours;
 * groups, group ID, user ID, each while there is the right to it; secure bits, the bounding set and
 * the other capabilities; no_new_privs; the death signal, which some changes of credentials clear.
 * Each is read again; the first that is not as it was asked for is the end, and nothing is run.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "caps.h"
#include "credentials.h"
#include "error.h"
#include "exec.h"
#include "format.h"
#include "options.h"
#include "redirect.h"
#include "signals.h"
#include "user.h"

enum { FAILURE = 1, NOT_APPLIED = 127 }; /* the latter for what the system did not let us do */

enum {
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

static const struct option options[] = {
	OPT('d', "dump", NULL, "print the present state, and run nothing; -dd, -ddd: more of it"),
	OPT(USER, "user", "NAME[:GROUP]",
	    "become this user in all respects: IDs, supplementary groups,\n"
	    "HOME; no capabilities unless it is root"),
	OPT(NO_NEW_PRIVS, "nnp", NULL, "execve is to grant no privileges from now on"),
	OPT(NO_NEW_PRIVS, "no-new-privs", NULL, "the same"),
	OPT(AMBIENT_CAPS, "ambient-caps", "CAPS",
	    "change the ambient capabilities: +NAME,-NAME,+all,-all"),
	OPT(INH_CAPS, "inh-caps", "CAPS", "change the inheritable capabilities"),
	OPT(BOUNDING_SET, "bounding-set", "CAPS", "take capabilities out of the bounding set"),
	OPT(LIST_CAPS, "list-caps", NULL, "print the names of all capabilities, and run nothing"),
	OPT(RUID, "ruid", "USER", "set the real user ID; to a name or a number"),
	OPT(EUID, "euid", "USER", "set the effective user ID"),
	OPT(RGID, "rgid", "GROUP", "set the real group ID"),
	OPT(EGID, "egid", "GROUP", "set the effective group ID"),
	OPT(REUID, "reuid", "USER", "set the real and the effective user ID"),
	OPT(REGID, "regid", "GROUP", "set the real and the effective group ID"),
	OPT(CLEAR_GROUPS, "clear-groups", NULL, "have no supplementary groups"),
	OPT(KEEP_GROUPS, "keep-groups", NULL, "keep the supplementary groups"),
	OPT(INIT_GROUPS, "init-groups", NULL, "have the supplementary groups of the real user"),
	OPT(GROUPS, "groups", "GROUP,...", "have these supplementary groups"),
	OPT(SECUREBITS, "securebits", "BITS",
	    "change the secure bits: +noroot,-no_setuid_fixup_locked..."),
	OPT(PDEATHSIG, "pdeathsig", "SIGNAL",
	    "set the signal for the death of the parent; or keep, or clear"),
	OPT(SELINUX_LABEL, "selinux-label", "LABEL", "ask SELinux for this label"),
	OPT(APPARMOR_PROFILE, "apparmor-profile", "PROFILE", "ask AppArmor for this profile"),
	OPT(RESET_ENV, "reset-env", NULL,
	    "an environment of only TERM, SHELL, HOME, USER, LOGNAME, PATH"),
	{ .key = 0 },
};

/* prctl(2), by the number of their bit. */
static const char *const securebit_names[] = { "noroot",
					       "noroot_locked",
					       "no_setuid_fixup",
					       "no_setuid_fixup_locked",
					       "keep_caps",
					       "keep_caps_locked" };
enum { KEEP_CAPS = 1 << 4, NAMED_BITS = 6, ALL_NAMED_BITS = (1 << NAMED_BITS) - 1 };

struct plan {
	int options;
	int dump;
	bool list_caps;
	bool no_new_privs;
	bool reset_env;
	char *user;
	struct user *account; /* what user or the real user ID means */
	uid_t ruid, euid;     /* -1, as the next: not to be changed */
	gid_t rgid, egid;
	int groups_option; /* the option that says which, or 0 */
	int group_count;   /* -1: not to be changed */
	gid_t *groups;     /* of size GROUPS_MAX */
	char *inheritable, *ambient, *bounding, *selinux, *apparmor; /* NULL: not to be changed */
	int securebits;                                              /* -1: not to be changed */
	int death_signal;
};

static const unsigned UNCHANGED = (unsigned)-1;

/* What change_rights goes by. */
struct rights {
	struct caps caps; /* those that we have */
	struct caps_change inheritable, ambient, bounding;
	bool drops; /* keeps nothing but what they add */
	bool keeps; /* through the change of user */
};

/* Where the kernel has such labels there are these directories. */
static const char SELINUX[] = "/sys/fs/selinux", APPARMOR[] = "/sys/kernel/security/apparmor";

static _Noreturn void duplicate(int key)
{
	const struct option *option = options;

	while (option->key != key)
		option++;
	if (key == NO_NEW_PRIVS)
		option++; /* its long form */
	fail(FAILURE, "duplicate --%s option", option->name);
}

static void set_once(char **slot, const char *argument, int key)
{
	if (*slot)
		duplicate(key);
	*slot = (char *)argument;
}

static _Noreturn void bad_id(const char *what, const char *text)
{
	bool unknown = errno == ESRCH || errno == EINVAL;

	fail(FAILURE, unknown ? "failed to parse %s: %pq" : "failed to parse %s: %pq: %m",
	     what, text);
}

static void read_user_id(struct plan *plan, int key, const char *text)
{
	bool real = key != EUID, effective = key != RUID;
	struct user user;

	if (real && effective && (plan->ruid != UNCHANGED || plan->euid != UNCHANGED))
		fail(FAILURE, "duplicate ruid or euid");
	if (real && plan->ruid != UNCHANGED)
		fail(FAILURE, "duplicate ruid");
	if (effective && plan->euid != UNCHANGED)
		fail(FAILURE, "duplicate euid");
	if (!user_find(text, real ? plan->account : &user))
		bad_id(!real ? "euid" : effective ? "reuid" : "ruid", text);
	if (real)
		plan->ruid = plan->account->uid;
	if (effective)
		plan->euid = real ? plan->ruid : user.uid;
}

static void read_group_id(struct plan *plan, int key, const char *text)
{
	bool real = key != EGID, effective = key != RGID;
	gid_t gid;

	if (real && effective && (plan->rgid != UNCHANGED || plan->egid != UNCHANGED))
		fail(FAILURE, "duplicate rgid or egid");
	if (real && plan->rgid != UNCHANGED)
		fail(FAILURE, "duplicate rgid");
	if (effective && plan->egid != UNCHANGED)
		fail(FAILURE, "duplicate egid");
	if (!group_find(text, &gid))
		bad_id(!real ? "egid" : effective ? "regid" : "rgid", text);
	if (real)
		plan->rgid = gid;
	if (effective)
		plan->egid = gid;
}

static void read_groups(struct plan *plan, int key, const char *list)
{
	char copy[list ? strlen(list) + 1 : 1], *rest = copy, *name;

	if (plan->groups_option == key)
		duplicate(key);
	if (plan->groups_option)
		fail(FAILURE, "mutually exclusive arguments: --clear-groups --keep-groups "
				       "--init-groups --groups");
	plan->groups_option = key;
	if (key != KEEP_GROUPS)
		plan->group_count = 0;
	if (!list)
		return;
	memcpy(copy, list, sizeof(copy));
	while ((name = strsep(&rest, ","))) {
		if (plan->group_count == GROUPS_MAX)
			fail(FAILURE, "too many supplementary groups");
		if (!group_find(name, &plan->groups[plan->group_count++]))
			fail(FAILURE, "Invalid supplementary group id: %pq", name);
	}
}

/* The bit that name stands for, and of all of them for "all". */
static int securebit(const char *name, bool add)
{
	int bit = 0;

	if (!strcmp(name, "all")) {
		if (add)
			fail(FAILURE, "+all securebits is not allowed");
		return ~0;
	}
	while (bit < NAMED_BITS && strcasecmp(name, securebit_names[bit]))
		bit++;
	if (bit == NAMED_BITS)
		fail(FAILURE, "unrecognized securebit %pq", name);
	if (1 << bit == KEEP_CAPS)
		fail(FAILURE, "adjusting keep_caps does not make sense");
	return 1 << bit;
}

static void read_securebits(struct plan *plan, const char *list)
{
	char copy[strlen(list) + 1], *rest = memcpy(copy, list, sizeof(copy)), *element;

	if (plan->securebits >= 0)
		duplicate(SECUREBITS);
	plan->securebits = prctl(PR_GET_SECUREBITS);
	if (plan->securebits < 0)
		fail(NOT_APPLIED, "getting process secure bits failed: %m");
	if (plan->securebits > ALL_NAMED_BITS)
		fail(FAILURE, "unrecognized securebit set -- refusing to adjust");
	while ((element = strsep(&rest, ","))) {
		bool add = *element == '+';
		int bits;

		if (!add && *element != '-')
			fail(FAILURE, "bad securebits string %pq", element);
		bits = securebit(element + 1, add);
		plan->securebits = add ? plan->securebits | bits : plan->securebits & ~bits;
	}
}

static void read_death_signal(struct plan *plan, const char *text)
{
	if (plan->death_signal >= 0)
		duplicate(PDEATHSIG);
	if (!strcmp(text, "clear")) {
		plan->death_signal = 0;
	} else if (!strcmp(text, "keep")) {
		if (prctl(PR_GET_PDEATHSIG, &plan->death_signal))
			fail(NOT_APPLIED, "failed to get parent death signal: %m");
	} else {
		plan->death_signal = signal_parse(text);
		if (plan->death_signal <= 0)
			fail(FAILURE, "unknown signal: %pq", text);
	}
}

static void read_option(struct plan *plan, int key, char *argument)
{
	plan->options++;
	switch (key) {
	case 'd':
		plan->dump++;
		break;
	case LIST_CAPS:
		plan->list_caps = true;
		break;
	case NO_NEW_PRIVS:
		if (plan->no_new_privs)
			duplicate(key);
		plan->no_new_privs = true;
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
		set_once(&plan->inheritable, argument, key);
		break;
	case AMBIENT_CAPS:
		set_once(&plan->ambient, argument, key);
		break;
	case BOUNDING_SET:
		set_once(&plan->bounding, argument, key);
		break;
	case SELINUX_LABEL:
		set_once(&plan->selinux, argument, key);
		break;
	case APPARMOR_PROFILE:
		set_once(&plan->apparmor, argument, key);
		break;
	case SECUREBITS:
		read_securebits(plan, argument);
		break;
	case PDEATHSIG:
		read_death_signal(plan, argument);
		break;
	}
}

/* NAME[:GROUP]; without an entry in /etc/passwd the group stays as it is, as gosu has it. */
static void read_user(struct plan *plan)
{
	char *group = strchr(plan->user, ':');

	if (plan->ruid != UNCHANGED || plan->euid != UNCHANGED || plan->rgid != UNCHANGED ||
	    plan->egid != UNCHANGED || plan->groups_option)
		fail(FAILURE, "--user excludes the options that set an ID or groups");
	if (group)
		*group++ = '\0';
	read_user_id(plan, REUID, plan->user);
	plan->group_count = 0;
	if (group) {
		read_group_id(plan, REGID, group);
	} else if (plan->account->listed) {
		plan->rgid = plan->egid = plan->account->gid;
		plan->groups_option = INIT_GROUPS;
	}
}

static void check(struct plan *plan)
{
	if (plan->user)
		read_user(plan);
	if ((plan->rgid != UNCHANGED || plan->egid != UNCHANGED) && !plan->groups_option &&
	    !plan->user)
		fail(FAILURE, "--[re]gid requires --keep-groups, --clear-groups, "
				       "--init-groups, or --groups");
	if (plan->reset_env && plan->ruid == UNCHANGED && !user_find_id(getuid(), plan->account))
		fail(NOT_APPLIED, "cannot read /etc/passwd: %m");
	if (plan->groups_option != INIT_GROUPS)
		return;
	if (plan->ruid == UNCHANGED)
		fail(FAILURE, "--init-groups requires --ruid or --reuid");
	if (!plan->account->listed)
		fail(FAILURE,
		     "uid %u not found, --init-groups requires an user that can be found on the "
		     "system",
		     plan->ruid);
	plan->group_count =
		user_groups(plan->account->name, plan->account->gid, plan->groups, GROUPS_MAX);
	if (plan->group_count < 0)
		fail(NOT_APPLIED, "initgroups failed: %m");
}

static void print_item(struct output *output, int *items, const char *name)
{
	output_format(output, "%s%s", (*items)++ ? "," : "", name);
}

static void end_list(struct output *output, int items)
{
	output_text(output, items ? "\n" : "[none]\n");
}

static void print_caps(struct output *output, const char *what, uint64_t set)
{
	char buffer[CAPS_NAME_SIZE];
	int items = 0;

	output_text(output, what);
	for (int number = 0; set; number++, set >>= 1) {
		if (set & 1)
			print_item(output, &items, caps_name(number, buffer));
	}
	end_list(output, items);
}

static void print_ids(struct output *output, bool saved)
{
	unsigned id[3] = { 0 };

	if (getresuid(&id[0], &id[1], &id[2]))
		fail(FAILURE, "getresuid failed: %m");
	output_format(output, "uid: %u\neuid: %u\n", id[0], id[1]);
	if (saved)
		output_format(output, "suid: %u\n", id[2]);
	if (getresgid(&id[0], &id[1], &id[2]))
		fail(FAILURE, "getresgid failed: %m");
	output_format(output, "gid: %u\negid: %u\n", id[0], id[1]);
	if (saved)
		output_format(output, "sgid: %u\n", id[2]);
}

static void print_groups(struct output *output, gid_t *groups)
{
	int count = getgroups(GROUPS_MAX, groups);

	if (count < 0)
		fail(FAILURE, "getgroups failed: %m");
	output_text(output, "Supplementary groups: ");
	for (int i = 0; i < count; i++)
		output_format(output, "%s%u", i ? "," : "", groups[i]);
	end_list(output, count);
}

static void print_hexadecimal(struct output *output, unsigned value)
{
	int shift = 28;

	while (shift && !(value >> shift))
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		output_char(output, "0123456789abcdef"[value >> shift & 15]);
}

static void print_securebits(struct output *output)
{
	int bits = prctl(PR_GET_SECUREBITS), items = 0;

	if (bits < 0)
		fail(FAILURE, "getting process secure bits failed: %m");
	output_text(output, "Securebits: ");
	for (int bit = 0; bit < NAMED_BITS; bit++) {
		if (bits & 1 << bit)
			print_item(output, &items, securebit_names[bit]);
	}
	if (bits & ~ALL_NAMED_BITS) {
		print_item(output, &items, "0x");
		print_hexadecimal(output, bits & ~ALL_NAMED_BITS);
	}
	end_list(output, items);
}

static void print_death_signal(struct output *output)
{
	char buffer[SIGNAL_NAME_SIZE];
	int number;

	if (prctl(PR_GET_PDEATHSIG, &number))
		fail(FAILURE, "get pdeathsig failed: %m");
	output_text(output, "Parent death signal: ");
	if (!number)
		output_text(output, "[none]\n");
	else if (number < SIGNAL_RTMIN && signal_name(number, buffer))
		output_format(output, "%s\n", signal_name(number, buffer));
	else
		output_format(output, "%d\n", number);
}

/* Where the kernel has such labels: present is a directory of theirs. */
static void print_label(struct output *output, const char *present, const char *what)
{
	char label[4096];
	ssize_t length = 0;
	int file;

	if (access(present, F_OK))
		return;
	file = open("/proc/self/attr/current", O_RDONLY | O_CLOEXEC);
	if (file >= 0) {
		length = read(file, label, sizeof(label));
		close(file);
	}
	while (length > 0 && (label[length - 1] == '\n' || label[length - 1] == '\0'))
		length--;
	output_format(output, "%s: %.*s\n", what, length > 0 ? (int)length : 0, label);
}

static int dump(const struct plan *plan)
{
	struct output output;
	char buffer[1024];
	struct caps caps;
	uint64_t ambient;
	bool has_ambient;

	if (!caps_get(&caps))
		fail(FAILURE, "getting capabilities failed: %m");
	output_start(&output, 1, buffer, sizeof(buffer));
	print_ids(&output, plan->dump > 2);
	print_groups(&output, plan->groups);
	output_format(&output, "no_new_privs: %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	if (plan->dump > 1) {
		print_caps(&output, "Effective capabilities: ", caps.effective);
		print_caps(&output, "Permitted capabilities: ", caps.permitted);
	}
	print_caps(&output, "Inheritable capabilities: ", caps.inheritable);
	ambient = caps_ambient(&has_ambient);
	if (has_ambient)
		print_caps(&output, "Ambient capabilities: ", ambient);
	else
		output_text(&output, "Ambient capabilities: [unsupported]\n");
	print_caps(&output, "Capability bounding set: ", caps_bounding());
	print_securebits(&output);
	print_death_signal(&output);
	print_label(&output, SELINUX, "SELinux label");
	print_label(&output, APPARMOR, "AppArmor profile");
	return output_finish(&output);
}

static int list_caps(void)
{
	char buffer[512], name[CAPS_NAME_SIZE];
	struct output output;
	int last = caps_last();

	output_start(&output, 1, buffer, sizeof(buffer));
	for (int number = 0; number <= last; number++)
		output_format(&output, "%s\n", caps_name(number, name));
	return output_finish(&output);
}

static void ask_for_label(const char *present, const char *system, const char *verb,
			  const char *label)
{
	static const char path[] = "/proc/self/attr/exec";
	size_t length = strlen(verb) + strlen(label);
	char request[length + 1];
	int file;

	if (access(present, F_OK))
		fail(NOT_APPLIED, "%s is not running", system);
	strcpy(stpcpy(request, verb), label);
	file = open_above(path, O_WRONLY, 0);
	if (file < 0)
		fail(NOT_APPLIED, "cannot open %s: %m", path);
	if (write(file, request, length) != (ssize_t)length)
		fail(NOT_APPLIED, "write failed: %s: %m", path);
	close(file);
}

static struct caps_change read_caps(char *list)
{
	struct caps_change change;
	const char *wrong;

	switch (caps_parse(list, &change, &wrong)) {
	case CAPS_MALFORMED:
		fail(FAILURE, "bad capability string %pq", wrong);
	case CAPS_UNKNOWN:
		fail(FAILURE, "unknown capability %pq", wrong);
	default:
		return change;
	}
}

static uint64_t changed(uint64_t set, struct caps_change change)
{
	return (set & change.keep) | change.add;
}

static void change_ids(const struct plan *plan)
{
	if (plan->group_count >= 0 && !credentials_set_groups(plan->groups, plan->group_count))
		fail(NOT_APPLIED, "setgroups failed: %m");
	if ((plan->rgid != UNCHANGED || plan->egid != UNCHANGED) &&
	    !credentials_set_gid(plan->rgid, plan->egid))
		fail(NOT_APPLIED, "setresgid failed: %m");
	if ((plan->ruid != UNCHANGED || plan->euid != UNCHANGED) &&
	    !credentials_set_uid(plan->ruid, plan->euid))
		fail(NOT_APPLIED, "setresuid failed: %m");
}

static void must_set_caps(const struct caps *caps, const char *what)
{
	if (!caps_set(caps))
		fail(NOT_APPLIED, "%s capabilities: %m", what);
}

/* What prctl sets to value by one option and reads by another. */
static void must_set(int set, int get, int value, const char *failure)
{
	if (prctl(set, value, 0, 0, 0))
		fail(NOT_APPLIED, "%s: %m", failure);
	errno = EPERM;
	if (prctl(get, 0, 0, 0, 0) != value)
		fail(NOT_APPLIED, "%s: %m", failure);
}

/* A user other than root keeps no capability with --user but those that are asked for. */
static struct rights read_rights(const struct plan *plan)
{
	bool changes_user = plan->ruid != UNCHANGED || plan->euid != UNCHANGED;
	struct rights rights = {
		.inheritable = read_caps(plan->inheritable),
		.ambient = read_caps(plan->ambient),
		.bounding = read_caps(plan->bounding),
		.drops = plan->user && plan->ruid != 0,
	};

	rights.keeps = changes_user && (!rights.drops || plan->inheritable || plan->ambient ||
					plan->bounding || plan->securebits >= 0);
	if (!caps_get(&rights.caps))
		fail(NOT_APPLIED, "activate capabilities: %m");
	return rights;
}

static void change_caps(const struct plan *plan, const struct rights *rights)
{
	struct caps caps = rights->caps;
	uint64_t ambient = rights->ambient.add;
	bool supported;

	if (plan->bounding && !caps_set_bounding(changed(caps_bounding(), rights->bounding)))
		fail(NOT_APPLIED, "apply bounding set: %m");
	if (rights->drops)
		caps.inheritable = 0;
	if (plan->inheritable) {
		caps.inheritable = changed(caps.inheritable, rights->inheritable);
		must_set_caps(&caps, "apply");
	}
	if (plan->ambient && !rights->drops)
		ambient = changed(caps_ambient(&supported), rights->ambient);
	if (plan->ambient && !caps_set_ambient(ambient))
		fail(NOT_APPLIED, "apply ambient capabilities: %m");
	if (rights->drops) {
		caps.effective = caps.permitted = ambient;
		must_set_caps(&caps, "apply");
	}
}

/* Each right has to last as long as it is needed. Without --user execve takes what is to go. */
static void change_rights(const struct plan *plan, struct rights *rights)
{
	struct caps *caps = &rights->caps;

	if (caps->effective != caps->permitted) {
		caps->effective = caps->permitted;
		must_set_caps(caps, "activate");
	}
	if (rights->keeps)
		must_set(PR_SET_KEEPCAPS, PR_GET_KEEPCAPS, 1, "keep process capabilities failed");
	change_ids(plan);
	if (rights->keeps)
		must_set_caps(caps, "reactivate");
	if (plan->securebits >= 0)
		must_set(PR_SET_SECUREBITS, PR_GET_SECUREBITS,
			 plan->securebits | (rights->keeps ? KEEP_CAPS : 0),
			 "set process securebits failed");
	change_caps(plan, rights);
}

static void change_death_signal(int number)
{
	int now = -1;

	if (prctl(PR_SET_PDEATHSIG, number) || prctl(PR_GET_PDEATHSIG, &now))
		fail(NOT_APPLIED, "set parent death signal failed: %m");
	errno = EPERM;
	if (now != number)
		fail(NOT_APPLIED, "set parent death signal failed: %m");
}

static void apply(const struct plan *plan)
{
	struct rights rights = read_rights(plan);

	if (plan->selinux)
		ask_for_label(SELINUX, "SELinux", "", plan->selinux);
	if (plan->apparmor)
		ask_for_label(APPARMOR, "AppArmor", "exec ", plan->apparmor);
	change_rights(plan, &rights);
	if (plan->no_new_privs)
		must_set(PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS, 1,
			 "disallow granting new privileges failed");
	if (plan->death_signal >= 0)
		change_death_signal(plan->death_signal);
}

/* Appends NAME=VALUE, put together at text, to the entries; returns the end of text. */
static char *add_variable(char ***entries, char *text, const char *name, const char *value)
{
	*(*entries)++ = text;
	return stpcpy(stpcpy(text, name), value) + 1;
}

/* The variables of an account, in text. One that is not listed has a minimum. */
static void reset_environment(char **entries, char *text, const struct user *account)
{
	bool root = account->uid == 0;

	for (char **entry = environ; *entry; entry++) {
		if (!strncmp(*entry, "TERM=", 5))
			*entries++ = *entry;
	}
	text = add_variable(&entries, text, "SHELL=", *account->shell ? account->shell : "/bin/sh");
	text = add_variable(&entries, text, "HOME=", *account->home ? account->home : "/");
	if (account->listed) {
		text = add_variable(&entries, text, "USER=", account->name);
		text = add_variable(&entries, text, "LOGNAME=", account->name);
	}
	add_variable(&entries, text, "PATH=",
		     root ? "/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin"
			  : "/usr/local/bin:/bin:/usr/bin");
	*entries = NULL;
}

/* The environment as it is, with another HOME. */
static void change_home(char **entries, char *text, const struct user *account)
{
	for (char **entry = environ; *entry; entry++) {
		if (strncmp(*entry, "HOME=", 5))
			*entries++ = *entry;
	}
	add_variable(&entries, text, "HOME=", *account->home ? account->home : "/");
	*entries = NULL;
}

/* Returns the status for not having been able to. */
static int become(const struct plan *plan, char **argv)
{
	size_t count = 0;
	int status;

	while (environ[count])
		count++;

	char *entries[count + 6], text[sizeof(struct user) + 256];

	if (plan->reset_env) {
		reset_environment(entries, text, plan->account);
		environ = entries;
	} else if (plan->user) {
		change_home(entries, text, plan->account);
		environ = entries;
	}
	status = exec_command(argv);
	return error("failed to execute %pq: %m", argv[0]) ? status : NOT_APPLIED;
}

static int setpriv_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	gid_t groups[GROUPS_MAX];
	struct user account;
	struct plan plan = {
		.account = &account,
		.ruid = UNCHANGED,
		.euid = UNCHANGED,
		.rgid = UNCHANGED,
		.egid = UNCHANGED,
		.group_count = -1,
		.groups = groups,
		.securebits = -1,
		.death_signal = -1,
	};
	int key;

	while ((key = option_next(&parsed)))
		read_option(&plan, key, (char *)parsed.argument);
	if (plan.dump) {
		if (plan.dump != plan.options || parsed.index < argc)
			fail(FAILURE, "--dump is incompatible with all other options");
		return dump(&plan);
	}
	if (plan.list_caps) {
		if (plan.options > 1 || parsed.index < argc)
			fail(FAILURE, "--list-caps must be specified alone");
		return list_caps();
	}
	if (parsed.index == argc)
		fail(FAILURE, "No program specified");
	check(&plan);
	apply(&plan);
	return become(&plan, argv + parsed.index);
}

APPLET(setpriv) = {
	.name = "setpriv",
	.main = setpriv_main,
	.synopsis = "[OPTION]... PROGRAM [ARG]...\n--dump\n--list-caps",
	.summary = "Run PROGRAM with other users, groups, capabilities or other privileges.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_SHORT_HELP | APPLET_EXECS,
};
