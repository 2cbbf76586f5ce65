/* table.c - files of entries, like /etc/passwd. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "text/number.h"
#include "user/table.h"

enum { ID_SIZE = 32 };
static const unsigned ID_MAX = 4294967294; /* the next one means "no change" to the kernel */

bool table_open(struct table *table, const char *path)
{
	table->descriptor = open_above(path, O_RDONLY, 0);
	table->error = 0;
	table->at = table->used = 0;
	table->line_ended = true;
	return table->descriptor >= 0;
}

bool table_close(struct table *table)
{
	close(table->descriptor);
	errno = table->error ? table->error : ESRCH;
	return !table->error;
}

/* Whether there is another byte; false also if the file cannot be read. */
static bool has_more(struct table *table)
{
	ssize_t count;

	if (table->at < table->used)
		return true;
	count = read(table->descriptor, table->buffer, sizeof(table->buffer));
	if (count < 0)
		table->error = errno;
	table->at = 0;
	table->used = count > 0 ? count : 0;
	return count > 0;
}

bool table_field(struct table *table, int separator, char *text, size_t size)
{
	size_t length = 0;
	bool fits = true;

	while (!table->line_ended) {
		int byte = has_more(table) ? table->buffer[table->at++] : '\n';

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

int id_parse(const char *text, unsigned *id)
{
	long long value = 0;

	if (*text < '0' || *text > '9') /* number_parse accepts a sign */
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

bool table_id(struct table *table, unsigned *id)
{
	char text[ID_SIZE];

	return table_field(table, ':', text, sizeof(text)) && !id_parse(text, id);
}

bool table_entry(struct table *table, char name[TABLE_NAME_SIZE], unsigned *id)
{
	for (;;) {
		bool fits;

		while (!table->line_ended)
			table_field(table, 0, NULL, 0);
		if (!has_more(table))
			return false;
		table->line_ended = false;
		fits = table_field(table, ':', name, TABLE_NAME_SIZE);
		table_field(table, ':', NULL, 0);
		/* skips comments and leftovers of NIS */
		if (table_id(table, id) && fits && *name && !strchr("#+-", *name))
			return true;
	}
}
