/* id_names.c - a cache of user or group names. */
#include "id_names.h"

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
	unsigned at = 0;

	while (at < names->count && names->known[at].id != id)
		at++;
	if (at == names->count) {
		if (names->count < ID_NAMES)
			names->count++;
		else
			at = names->next++ % ID_NAMES;
		names->known[at].id = id;
		look_up(names->file, id, names->known[at].name);
	}
	return names->known[at].name[0] ? names->known[at].name : NULL;
}
