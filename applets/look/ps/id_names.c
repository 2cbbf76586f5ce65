/* id_names.c - a cache of user or group names. */
#include "id_names.h"
#include "user/table.h"

struct known {
	unsigned id;
	char name[TABLE_NAME_SIZE]; /* empty: the ID has no name */
};

/* An ID without a name is cached too, as is every ID if the file is missing. */
static void look_up(const char *file, unsigned id, char name[TABLE_NAME_SIZE])
{
	struct table table;
	unsigned found;

	name[0] = '\0';
	if (!table_open(&table, file))
		return;
	while (table_entry(&table, name, &found)) {
		if (found == id) {
			table_close(&table);
			return;
		}
	}
	name[0] = '\0';
	table_close(&table);
}

const char *id_name(struct id_names *names, unsigned id)
{
	struct known *known = (void *)names->known.bytes;
	size_t count = names->known.length / sizeof(*known), at = 0;

	while (at < count && known[at].id != id)
		at++;
	if (at == count) {
		text_reserve(&names->known, ID_NAMES * sizeof(*known));
		if (count < ID_NAMES)
			text_add(&names->known, sizeof(*known));
		else
			at = names->next++ % ID_NAMES;
		known = (void *)names->known.bytes;
		known[at].id = id;
		look_up(names->file, id, known[at].name);
	}
	return known[at].name[0] ? known[at].name : NULL;
}
