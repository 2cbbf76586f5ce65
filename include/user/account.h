/* account.h - users and groups, from /etc/passwd and /etc/group alone. */
#ifndef USER_ACCOUNT_H
#define USER_ACCOUNT_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

#include "user/table.h"

/* For a user not listed in /etc/passwd only uid is known: gid is (gid_t)-1, the texts are empty. */
struct account {
	uid_t uid;
	gid_t gid;
	bool listed;
	char name[TABLE_NAME_SIZE];
	char home[PATH_MAX];
	char shell[PATH_MAX];
};

/*
 * Finds the user that text means: a name or else a number from 0 to 4294967294, which blanks may
 * precede; "+N" is always a number. A number needs neither an entry nor the file. Malformed lines
 * are ignored. Returns false with errno: EINVAL if text is empty; ERANGE if a number is too large;
 * ESRCH if there is no such name; else that of reading /etc/passwd (ENOENT if it does not exist).
 */
bool user_find(const char *text, struct account *user);

/*
 * To be called if user_find or group_find has failed: unless errno says that there is no such
 * account, fails with status: "cannot look up 'TEXT': REASON". Keeps errno.
 */
void account_require_look(int status, const char *text);

/* The user with this number, listed or not. Returns false with errno of reading /etc/passwd. */
bool user_find_id(uid_t uid, struct account *user);

/* Like user_find, for a group and /etc/group. On failure *gid is unchanged. */
bool group_find(const char *text, gid_t *gid);

/* The group that is listed by this name. Returns false with errno: ESRCH if there is none. */
bool group_find_listed(const char *name, gid_t *gid);

/*
 * The groups of the user with this name, like initgroups(3): first gid, the user's own, then those
 * that list the user, none twice. Stores the first size of them. Returns how many there are, at
 * least 1 (with size 0 the same one may be counted twice), or -1 with errno if /etc/group cannot be
 * read. It need not exist: then there is only gid.
 */
int user_groups(const char *name, gid_t gid, gid_t *groups, int size);

bool group_is_among(gid_t gid, const gid_t *groups, int count);

#endif
