/* environment.h - the environment of a user.
 *
 * Stands alone: what a launcher under another user's name sets is a subject of its own, with tests.
 */
#ifndef USER_ENVIRONMENT_H
#define USER_ENVIRONMENT_H

#include <stddef.h>

#include "user/account.h"

enum {
	USER_ENVIRONMENT_MORE = 6, /* entries beside those that environ has, the NULL included */
	/* the name is in two of them; what is before each value, and PATH */
	USER_ENVIRONMENT_TEXT = sizeof(struct account) + TABLE_NAME_SIZE + 256,
};

/* How many entries environ has. */
size_t environment_count(void);

/* environ as it is, but with the user's HOME, in entries and text; / where there is none. */
void environment_with_home(char **entries, char *text, const struct account *user);

/*
 * Only TERM of environ, and SHELL, HOME, USER, LOGNAME and a PATH for the user. One who is not
 * listed has a minimum: SHELL=/bin/sh, HOME=/ and no name.
 */
void environment_of_user(char **entries, char *text, const struct account *user);

#endif
