/* credentials.h - changing the users and groups of this process.
 *
 * Each of these reads back what it has set: a change that did not happen, whatever a system call
 * filter reported, is an error, EPERM. Set the groups first, then the group ID, and the user ID
 * last, since changing that takes away the right to change the others.
 */
#ifndef USER_CREDENTIALS_H
#define USER_CREDENTIALS_H

#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/types.h>

#include "text/text.h"

/*
 * Not with libc's functions, which would change all threads: there is only one, and that costs
 * 1.6 kB and nine more system calls in musl. On machines whose IDs once had 16 bits the calls for
 * 32 bits have other names.
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

enum { GROUPS_MAX = 65536 }; /* the maximum that the kernel accepts */

/* Room for GROUPS_MAX groups, too much for the stack. Uses only the memory that is written to. */
gid_t *groups_reserve(struct text *memory);

/* Makes these count groups the supplementary groups. Returns false with errno. */
bool credentials_set_groups(const gid_t *groups, int count);

/* Set the real and the effective ID; the saved ID becomes the effective one. -1: as it is. */
bool credentials_set_gid(gid_t real, gid_t effective);
bool credentials_set_uid(uid_t real, uid_t effective);

#endif
