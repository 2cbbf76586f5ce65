/* user.c - users and groups, from /etc/passwd and /etc/group alone.
 *
 * Not by getpwnam and its kin: those allocate, and in a static program know no other source either.
 * Both files begin a line with NAME:PASSWORD:ID: and are read field by field, so that lines may be
 * of any length.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "number.h"
#include "redirect.h"
#include "user.h"

enum { BUFFER_SIZE = 1024, ID_SIZE = 32 };
static const unsigned ID_MAX = 4294967294; /* the one above means "no change" to the kernel */

struct table {
	int descriptor;
	int error; /* errno of a read that failed, or 0 */
	bool line_ended;
	size_t at, used;
	char buffer[BUFFER_SIZE];
};

static bool table_open(struct table *table, const char *path)
{
	table->descriptor = open_above(path, O_RDONLY, 0);
	table->error = 0;
	table->at = table->used = 0;
	table->line_ended = true;
	return table->descriptor >= 0;
}

/* Returns whether there was no error; one is left in errno, and ESRCH otherwise. */
static bool table_close(struct table *table)
{
	close(table->descriptor);
	errno = table->error ? table->error : ESRCH;
	return !table->error;
}

/* Whether there is another byte; false too where the file cannot be read. */
static bool more(struct table *table)
{
	ssize_t count;

	if (table->at < table->used)
		return true;
	count = read(table->descriptor, table->buffer, BUFFER_SIZE);
	if (count < 0)
		table->error = errno;
	table->at = 0;
	table->used = count > 0 ? count : 0;
	return count > 0;
}

/*
 * Reads up to the separator or the end of the line; then every further field is empty. Returns
 * whether text has all of it; NULL only passes over it.
 */
static bool next_field(struct table *table, int separator, char *text, size_t size)
{
	size_t length = 0;
	bool fits = true;

	while (!table->line_ended) {
		int byte = more(table) ? table->buffer[table->at++] : '\n';

		if (byte == separator)
			break;
		table->line_ended = byte == '\n';
		if (table->line_ended || !text)
			continue;
		fits &= byte && length + 1 < size;
		if (fits)
			text[length++] = (char)byte;
	}
	if (text)
		text[length] = '\0';
	return fits;
}

/* 0 where text is an ID, EINVAL where it is no number, ERANGE where that is too great. */
static int parse_id(const char *text, unsigned *id)
{
	long long value = 0;

	if (*text < '0' || *text > '9') /* number_parse would take a sign */
		return EINVAL;
	switch (number_parse(text, 0, ID_MAX, &value)) {
	case NUMBER_OK:
		*id = (unsigned)value;
		return 0;
	case NUMBER_OVERFLOW:
		return ERANGE;
	default:
		return EINVAL;
	}
}

static bool id_field(struct table *table, unsigned *id)
{
	char text[ID_SIZE];

	return next_field(table, ':', text, sizeof(text)) && !parse_id(text, id);
}

/* Goes to the next line that is an entry, behind its ID. */
static bool next_entry(struct table *table, char name[USER_NAME_SIZE], unsigned *id)
{
	for (;;) {
		bool fits;

		while (!table->line_ended)
			next_field(table, 0, NULL, 0);
		if (!more(table))
			return false;
		table->line_ended = false;
		fits = next_field(table, ':', name, USER_NAME_SIZE);
		next_field(table, ':', NULL, 0);
		/* comments, and what the days of NIS have left, are no entries */
		if (id_field(table, id) && fits && *name && !strchr("#+-", *name))
			return true;
	}
}

/* Goes behind the ID of the entry with this name; or, where that is NULL, with the ID wanted. */
static bool seek_entry(struct table *table, const char *name, unsigned wanted,
		       char found[USER_NAME_SIZE], unsigned *id)
{
	while (next_entry(table, found, id)) {
		if (name ? !strcmp(found, name) : *id == wanted)
			return true;
	}
	return false;
}

/* Fills in user from the entry with this name or ID. Returns false with errno, ESRCH for none. */
static bool find_user(const char *name, uid_t uid, struct user *user)
{
	struct table table;

	if (!table_open(&table, "/etc/passwd"))
		return false;
	while (!user->listed && seek_entry(&table, name, uid, user->name, &user->uid)) {
		bool valid = id_field(&table, &user->gid);

		next_field(&table, ':', NULL, 0);
		valid &= next_field(&table, ':', user->home, sizeof(user->home));
		valid &= next_field(&table, ':', user->shell, sizeof(user->shell));
		user->listed = valid;
	}
	return table_close(&table) && user->listed;
}

static bool find_group(const char *name, gid_t *gid)
{
	char found[USER_NAME_SIZE];
	struct table table;
	bool listed;

	if (!table_open(&table, "/etc/group"))
		return false;
	listed = seek_entry(&table, name, 0, found, gid);
	return table_close(&table) && listed;
}

/* Whether text can be a name at all; sets errno to what is wrong if nothing else is found. */
static bool may_be_name(const char *text)
{
	errno = *text ? ESRCH : EINVAL;
	return *text && *text != '+';
}

/* For what is no name. Keeps errno, which tells why, unless it is a number, only too great. */
static bool number_find(const char *text, unsigned *id)
{
	int reason = parse_id(text + (*text == '+'), id);

	if (reason == ERANGE)
		errno = ERANGE;
	return !reason;
}

bool user_find(const char *text, struct user *user)
{
	uid_t uid;

	user->listed = false;
	if (may_be_name(text) && find_user(text, 0, user))
		return true;
	if (!number_find(text, &uid))
		return false;
	if (find_user(NULL, uid, user))
		return true;
	user->uid = uid;
	user->gid = (gid_t)-1;
	user->listed = false;
	user->name[0] = user->home[0] = user->shell[0] = '\0';
	return errno == ESRCH || errno == ENOENT || errno == ENOTDIR;
}

bool group_find(const char *text, gid_t *gid)
{
	if (may_be_name(text) && find_group(text, gid))
		return true;
	return number_find(text, gid);
}

/* Whether the rest of the line, NAME,NAME,... has this name. */
static bool lists(struct table *table, const char *name)
{
	char member[USER_NAME_SIZE];

	while (!table->line_ended) {
		if (next_field(table, ',', member, sizeof(member)) && !strcmp(member, name))
			return true;
	}
	return false;
}

static bool is_among(gid_t gid, const gid_t *groups, int count)
{
	while (count--) {
		if (groups[count] == gid)
			return true;
	}
	return false;
}

int user_groups(const char *name, gid_t gid, gid_t *groups, int size)
{
	char found[USER_NAME_SIZE];
	struct table table;
	int count = 1;

	if (size > 0)
		groups[0] = gid;
	if (!table_open(&table, "/etc/group"))
		return errno == ENOENT || errno == ENOTDIR ? count : -1;
	while (next_entry(&table, found, &gid)) {
		if (!lists(&table, name) || is_among(gid, groups, count < size ? count : size))
			continue;
		if (count < size)
			groups[count] = gid;
		count++;
	}
	return table_close(&table) ? count : -1;
}
