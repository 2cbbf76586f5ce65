/* identity.c - a user and groups as one argument names them, as for runit's chpst. */
#include <errno.h>
#include <string.h>

#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "user/account.h"
#include "user/identity.h"

/* One of the parts between the colons: the user if index is 0, else a group. */
static bool resolve_part(const char *part, int index, bool numbers, struct identity *identity)
{
	struct account account;

	if (numbers)
		return !id_parse(part, index ? &identity->groups[index - 1] : &identity->uid);
	if (index)
		return group_find_listed(part, &identity->groups[index - 1]);
	if (!user_find(part, &account))
		return false;
	identity->uid = account.uid;
	identity->groups[0] = account.gid;
	errno = ESRCH;
	return account.listed && !strcmp(account.name, part); /* not by its number */
}

static bool resolve(const char *at, bool numbers, bool alone, struct identity *identity)
{
	char part[TABLE_NAME_SIZE];
	int index = 0;

	for (;; index++, at++) {
		size_t length = alone ? strlen(at) : span_before(at, ":");

		errno = ESRCH;
		if (index > IDENTITY_GROUPS || length >= sizeof(part))
			return false;
		memcpy(part, at, length);
		part[length] = '\0';
		if (!resolve_part(part, index, numbers, identity))
			return false;
		at += length;
		if (!*at)
			break;
	}
	identity->count = index ? index : 1;
	return index || !numbers;
}

void identity_find(struct identity *identity, const char *text, bool name_only, int status)
{
	bool numbers = *text == ':' && !name_only;

	if (resolve(text + numbers, numbers, name_only, identity))
		return;
	if (numbers)
		fail(status, "invalid uid/gids: %pn", text + 1);
	account_require_look(status, text);
	fail(status, "unknown %s: %pn", name_only ? "account" : "user/group", text);
}
