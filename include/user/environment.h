/* environment.h - the environment of a user.
 *
 * Stands alone: any launcher that changes the user needs it, and it has its own tests.
 */
#ifndef USER_ENVIRONMENT_H
#define USER_ENVIRONMENT_H

#include <stddef.h>

#include "user/account.h"

enum {
	USER_ENVIRONMENT_MORE = 6, /* entries in addition to those of environ, including the NULL */
	/* the name appears twice; the rest is for the names of variables, and for PATH */
	USER_ENVIRONMENT_TEXT = sizeof(struct account) + TABLE_NAME_SIZE + 256,
};

/* The number of entries in environ. */
size_t environment_count(void);

/* Copies environ to entries, with the user's HOME (default: /), which is stored in text. */
void environment_with_home(char **entries, char *text, const struct account *user);

/*
 * Only TERM from environ, and SHELL, HOME, USER, LOGNAME and a PATH for the user. A user who is not
 * listed gets SHELL=/bin/sh, HOME=/ and no name.
 */
void environment_of_user(char **entries, char *text, const struct account *user);

#endif
