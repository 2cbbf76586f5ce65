/* account.h - users and groups, from /etc/passwd and /etc/group alone. */
#ifndef USER_ACCOUNT_H
#define USER_ACCOUNT_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

#include "user/table.h"

/* Of a user that /etc/passwd does not list: only uid; gid is (gid_t)-1 and the texts are empty. */
struct account {
	uid_t uid;
	gid_t gid;
	bool listed;
	char name[TABLE_NAME_SIZE];
	char home[PATH_MAX];
	char shell[PATH_MAX];
};

/*
 * The user that text names: by name first, then by number, 0 to 4294967294; "+N" is always a
 * number; blanks may be before one. It needs no entry and no file. Lines that are no entries are
 * passed over. Returns false with errno: EINVAL text is empty; ERANGE a number too great for an
 * ID; ESRCH no such name; else that of reading /etc/passwd (ENOENT: there is none).
 */
bool user_find(const char *text, struct account *user);

/* The user with this number, listed or not. False with errno if /etc/passwd cannot be read. */
bool user_find_id(uid_t uid, struct account *user);

/* The same as user_find for a group and /etc/group. *gid stays as it is on failure. */
bool group_find(const char *text, gid_t *gid);

/*
 * The groups of the user with this name as initgroups(3) has them: first gid, his own, then those
 * that list him, none twice. Stores the first size of them. Returns how many there are, at least
 * 1 (with size 0 the same one may be counted twice), or -1 with the errno of /etc/group, which may
 * well be missing: then there is only gid.
 */
int user_groups(const char *name, gid_t gid, gid_t *groups, int size);

bool group_is_among(gid_t gid, const gid_t *groups, int count);

#endif
