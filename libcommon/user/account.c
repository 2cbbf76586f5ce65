/* account.c - users and groups, from /etc/passwd and /etc/group alone.
 *
 * Without getpwnam and the like: they allocate, and support no other source in a static program
 * either.
 */
#include <errno.h>
#include <string.h>

#include "text/error.h"
#include "text/number.h"
#include "user/account.h"
#include "user/table.h"

/* Moves past the ID of the entry with this name or, if name is NULL, with the ID wanted. */
static bool seek_entry(struct table *table, const char *name, unsigned wanted,
		       char found[TABLE_NAME_SIZE], unsigned *id)
{
	while (table_entry(table, found, id)) {
		if (name ? !strcmp(found, name) : *id == wanted)
			return true;
	}
	return false;
}

/* Fills in user from the entry with this name or ID. Returns false with errno: ESRCH if none. */
static bool find_user(const char *name, uid_t uid, struct account *user)
{
	struct table table;

	if (!table_open(&table, "/etc/passwd"))
		return false;
	while (!user->listed && seek_entry(&table, name, uid, user->name, &user->uid)) {
		bool valid = table_id(&table, &user->gid);

		table_field(&table, ':', NULL, 0);
		valid &= table_field(&table, ':', user->home, sizeof(user->home));
		valid &= table_field(&table, ':', user->shell, sizeof(user->shell));
		user->listed = valid;
	}
	return table_close(&table) && user->listed;
}

bool group_find_listed(const char *name, gid_t *gid)
{
	char found[TABLE_NAME_SIZE];
	struct table table;
	unsigned id;
	bool listed;

	if (!table_open(&table, "/etc/group"))
		return false;
	listed = seek_entry(&table, name, 0, found, &id);
	if (!table_close(&table) || !listed)
		return false;
	*gid = id;
	return true;
}

/* Whether text may be a name; sets errno to the error to report if it turns out not to be one. */
static bool may_be_name(const char *text)
{
	errno = *text ? ESRCH : EINVAL;
	return *text && *text != '+';
}

/* For a text that is not a name. Keeps errno, the reason for that, unless a number is too large. */
static bool number_find(const char *text, unsigned *id)
{
	int reason;

	text = skip_blanks(text); /* like strtoul, which the originals use */
	reason = id_parse(text + (*text == '+'), id);
	if (reason == ERANGE)
		errno = ERANGE;
	return !reason;
}

void account_require_look(int status, const char *text)
{
	if (errno != EINVAL && errno != ERANGE && errno != ESRCH && errno != ENOENT)
		fail(status, "cannot look up %pq: %m", text);
}

bool user_find_id(uid_t uid, struct account *user)
{
	user->listed = false;
	if (find_user(NULL, uid, user))
		return true;
	user->uid = uid;
	user->gid = (gid_t)-1;
	user->listed = false;
	user->name[0] = user->home[0] = user->shell[0] = '\0';
	return errno == ESRCH || errno == ENOENT || errno == ENOTDIR;
}

bool user_find(const char *text, struct account *user)
{
	uid_t uid;

	user->listed = false;
	if (may_be_name(text) && find_user(text, 0, user))
		return true;
	return number_find(text, &uid) && user_find_id(uid, user);
}

bool group_find(const char *text, gid_t *gid)
{
	if (may_be_name(text) && group_find_listed(text, gid))
		return true;
	return number_find(text, gid);
}

/* Whether the rest of the line, NAME,NAME,... contains this name. */
static bool lists_member(struct table *table, const char *name)
{
	char member[TABLE_NAME_SIZE];

	while (!table->line_ended) {
		if (table_field(table, ',', member, sizeof(member)) && !strcmp(member, name))
			return true;
	}
	return false;
}

bool group_is_among(gid_t gid, const gid_t *groups, int count)
{
	while (count--) {
		if (groups[count] == gid)
			return true;
	}
	return false;
}

int user_groups(const char *name, gid_t gid, gid_t *groups, int size)
{
	char found[TABLE_NAME_SIZE];
	struct table table;
	int count = 1;

	if (size > 0)
		groups[0] = gid;
	if (!table_open(&table, "/etc/group"))
		return errno == ENOENT || errno == ENOTDIR ? count : -1;
	while (table_entry(&table, found, &gid)) {
		if (!lists_member(&table, name) ||
		    group_is_among(gid, groups, count < size ? count : size))
			continue;
		if (count < size)
			groups[count] = gid;
		count++;
	}
	return table_close(&table) ? count : -1;
}
