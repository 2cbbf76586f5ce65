/* credentials.h - giving this process other users and groups.
 *
 * Each of these reads again what it has set: what did not happen, whatever a system call filter
 * said about it, is an error, EPERM. Groups go before the group ID, and that before the user ID,
 * while the right to change them is still there.
 */
#ifndef USER_CREDENTIALS_H
#define USER_CREDENTIALS_H

#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/types.h>

/*
 * Not by libc's functions, which would change all threads: there are none, and musl takes 1.6 kB
 * and nine more calls for it. Where IDs once had 16 bits the calls for 32 have other names.
 */
#ifdef SYS_setresuid32
enum {
	CALL_SETGROUPS = SYS_setgroups32,
	CALL_SETRESGID = SYS_setresgid32,
	CALL_SETRESUID = SYS_setresuid32,
};
#else
enum {
	CALL_SETGROUPS = SYS_setgroups,
	CALL_SETRESGID = SYS_setresgid,
	CALL_SETRESUID = SYS_setresuid,
};
#endif

enum { GROUPS_MAX = 65536 }; /* more than that no kernel takes: EINVAL */

/* Makes these count groups the supplementary groups. Returns false with errno. */
bool credentials_set_groups(const gid_t *groups, int count);

/* Sets the real ID, and the effective one, which becomes the saved one too; -1: as it is. */
bool credentials_set_gid(gid_t real, gid_t effective);
bool credentials_set_uid(uid_t real, uid_t effective);

#endif
