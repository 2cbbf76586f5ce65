/* privileges.h - the users, groups, capabilities and so on of this process, changed together. */
#ifndef SETPRIV_PRIVILEGES_H
#define SETPRIV_PRIVILEGES_H

#include <stdbool.h>
#include <sys/types.h>

#include "caps.h"

/* What is wanted. A number of -1 and an empty change of capabilities leave things as they are. */
struct privileges {
	uid_t ruid, euid; /* the saved IDs become the effective ones */
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
 * Applies it: groups, group ID and user ID, each while this process may still do so; secure bits,
 * the bounding set and the other capabilities; no_new_privs; the death signal, which some changes
 * of credentials clear. Each is read back. Returns NULL; or what has failed, with errno, and then
 * nothing may be executed. Only for a process with a single thread.
 */
const char *privileges_apply(const struct privileges *wanted);

#endif
