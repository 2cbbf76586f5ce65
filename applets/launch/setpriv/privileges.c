/* privileges.c - the users, groups, capabilities and so on of this process, changed together.
 *
 * Each privilege has to last as long as it is needed. Those that are to go and are not dropped here
 * are lost at execve, once root has become another user.
 */
#include <errno.h>
#include <stddef.h>
#include <sys/prctl.h>

#include "privileges.h"
#include "securebits.h"
#include "user/credentials.h"

static const unsigned UNCHANGED = (unsigned)-1;

/* Sets value with one option of prctl(2) and reads it back with another. */
static bool set_checked(int set, int get, int value)
{
	if (prctl(set, value, 0, 0, 0))
		return false;
	errno = EPERM;
	return prctl(get, 0, 0, 0, 0) == value;
}

static bool set_death_signal(int number)
{
	int now = -1;

	if (prctl(PR_SET_PDEATHSIG, number) || prctl(PR_GET_PDEATHSIG, &now))
		return false;
	errno = EPERM;
	return now == number;
}

static const char *change_ids(const struct privileges *wanted)
{
	if (wanted->group_count >= 0 &&
	    !credentials_set_groups(wanted->groups, wanted->group_count))
		return "setgroups failed";
	if ((wanted->rgid != UNCHANGED || wanted->egid != UNCHANGED) &&
	    !credentials_set_gid(wanted->rgid, wanted->egid))
		return "setresgid failed";
	if ((wanted->ruid != UNCHANGED || wanted->euid != UNCHANGED) &&
	    !credentials_set_uid(wanted->ruid, wanted->euid))
		return "setresuid failed";
	return NULL;
}

static const char *change_ambient(const struct privileges *wanted)
{
	uint64_t set = 0;
	bool supported;

	/* dropped inheritable ones have left the ambient set as well */
	if (!wanted->drops_caps && !caps_get_ambient(&set, &supported))
		return "getting ambient capabilities failed";
	if (!caps_set_ambient(caps_changed(set, wanted->ambient)))
		return "apply ambient capabilities";
	return NULL;
}

static const char *change_bounding(const struct privileges *wanted)
{
	uint64_t set;

	if (!caps_get_bounding(&set))
		return "getting capability bounding set failed";
	if (!caps_set_bounding(caps_changed(set, wanted->bounding)))
		return "apply bounding set";
	return NULL;
}

static const char *change_caps(const struct privileges *wanted, struct caps *caps)
{
	const char *failure = wanted->bounding.clear ? change_bounding(wanted) : NULL;

	if (failure)
		return failure;
	if (wanted->drops_caps)
		caps->inheritable = 0;
	if (wanted->inheritable.clear) {
		caps->inheritable = caps_changed(caps->inheritable, wanted->inheritable);
		if (!caps_set(caps))
			return "apply capabilities";
	}
	failure = wanted->ambient.clear ? change_ambient(wanted) : NULL;
	if (!failure && wanted->drops_caps) {
		caps->effective = caps->permitted = wanted->ambient.add;
		if (!caps_set(caps))
			return "apply capabilities";
	}
	return failure;
}

/* Whether capabilities are needed after the change of user, which clears them. */
static bool keeps_caps(const struct privileges *wanted)
{
	if (wanted->ruid == UNCHANGED && wanted->euid == UNCHANGED)
		return false;
	return !wanted->drops_caps || wanted->securebits >= 0 || wanted->bounding.clear ||
	       wanted->inheritable.clear || wanted->ambient.clear;
}

static const char *change_rights(const struct privileges *wanted, struct caps *caps)
{
	bool keeps = keeps_caps(wanted);
	const char *failure;

	if (caps->effective != caps->permitted) {
		caps->effective = caps->permitted;
		if (!caps_set(caps))
			return "activate capabilities";
	}
	if (keeps && !set_checked(PR_SET_KEEPCAPS, PR_GET_KEEPCAPS, 1))
		return "keep process capabilities failed";
	failure = change_ids(wanted);
	if (failure)
		return failure;
	if (keeps && !caps_set(caps))
		return "reactivate capabilities";
	if (wanted->securebits >= 0 &&
	    !set_checked(PR_SET_SECUREBITS, PR_GET_SECUREBITS,
			 wanted->securebits | (keeps ? SECUREBITS_KEEP_CAPS : 0)))
		return "set process securebits failed";
	return change_caps(wanted, caps);
}

const char *privileges_apply(const struct privileges *wanted)
{
	const char *failure;
	struct caps caps;

	if (!caps_get(&caps))
		return "activate capabilities";
	failure = change_rights(wanted, &caps);
	if (failure)
		return failure;
	if (wanted->no_new_privs && !set_checked(PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS, 1))
		return "disallow granting new privileges failed";
	if (wanted->death_signal >= 0 && !set_death_signal(wanted->death_signal))
		return "set parent death signal failed";
	return NULL;
}
