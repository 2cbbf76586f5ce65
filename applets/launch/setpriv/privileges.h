/* privileges.h - the users, groups, capabilities and the like of this process, changed at once. */
#ifndef SETPRIV_PRIVILEGES_H
#define SETPRIV_PRIVILEGES_H

#include <stdbool.h>
#include <sys/types.h>

#include "caps.h"

/* What is to be. A number of -1 and a change of capabilities without any leave that as it is. */
struct privileges {
	uid_t ruid, euid; /* the saved ones become the effective ones */
	gid_t rgid, egid;
	int group_count;
	gid_t *groups;
	bool drops_caps; /* keep none but those that inheritable and ambient add */
	struct caps_change inheritable, ambient, bounding;
	int securebits;
	bool no_new_privs;
	int death_signal;
};

/*
 * Makes them so: groups, group ID, user ID, each while there is the right to it; secure bits, the
 * bounding set and the other capabilities; no_new_privs; the death signal, which some changes of
 * credentials clear. Each is read again. Returns NULL; or what has failed, with errno, and then
 * nothing may be executed. Only for a process of one thread.
 */
const char *privileges_apply(const struct privileges *wanted);

#endif
