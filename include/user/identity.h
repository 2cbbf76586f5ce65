/* identity.h - a user and groups as one argument names them, as for runit's chpst. */
#ifndef USER_IDENTITY_H
#define USER_IDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

enum { IDENTITY_GROUPS = 64 };

/* A user and groups, the first of which is the user's own. */
struct identity {
	uid_t uid;
	int count;
	gid_t groups[IDENTITY_GROUPS];
};

/*
 * Finds what text means: NAME, with the user's own group; NAME:GROUP[:GROUP]...; or numbers,
 * :UID:GID[:GID]... With name_only, all of text is the NAME. Users and groups must be listed by
 * these names. For any other text fails with status: "unknown account: TEXT" or the like.
 */
void identity_find(struct identity *identity, const char *text, bool name_only, int status);

#endif
