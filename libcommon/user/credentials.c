/* credentials.c - changing the users and groups of this process. */
#include <errno.h>
#include <unistd.h>

#include "user/account.h"
#include "user/credentials.h"

static const unsigned UNCHANGED = (unsigned)-1;

gid_t *groups_reserve(struct text *memory)
{
	text_reserve(memory, GROUPS_MAX * sizeof(gid_t));
	return (gid_t *)memory->bytes;
}

/* In any order, since the kernel sorts them. */
static bool has_groups(const gid_t *groups, int count)
{
	struct text memory = { 0 };
	gid_t *now = groups_reserve(&memory);
	bool same = getgroups(GROUPS_MAX, now) == count;

	for (int i = 0; same && i < count; i++)
		same = group_is_among(now[i], groups, count);
	text_free(&memory);
	return same;
}

bool credentials_set_groups(const gid_t *groups, int count)
{
	bool same;

	if (syscall(CALL_SETGROUPS, count, groups))
		return false;
	same = has_groups(groups, count);
	errno = EPERM;
	return same;
}

bool credentials_set_gid(gid_t real, gid_t effective)
{
	gid_t now[3];

	if (getresgid(&now[0], &now[1], &now[2]))
		return false;
	if (real == UNCHANGED)
		real = now[0];
	if (effective == UNCHANGED)
		effective = now[1];
	if (syscall(CALL_SETRESGID, real, effective, effective) ||
	    getresgid(&now[0], &now[1], &now[2]))
		return false;
	errno = EPERM;
	return now[0] == real && now[1] == effective && now[2] == effective;
}

bool credentials_set_uid(uid_t real, uid_t effective)
{
	uid_t now[3];

	if (getresuid(&now[0], &now[1], &now[2]))
		return false;
	if (real == UNCHANGED)
		real = now[0];
	if (effective == UNCHANGED)
		effective = now[1];
	if (syscall(CALL_SETRESUID, real, effective, effective) ||
	    getresuid(&now[0], &now[1], &now[2]))
		return false;
	errno = EPERM;
	return now[0] == real && now[1] == effective && now[2] == effective;
}
