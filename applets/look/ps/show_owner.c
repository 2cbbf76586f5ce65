/* show_owner.c - fields: names of users and groups. */
#include <string.h>

#include "proc/status.h"
#include "rows.h"
#include "show_number.h"
#include "show_owner.h"
#include "text/byte.h"
#include "text/format.h"

/* A name or number that is too long ends in '+'. */
static void put_owner(struct view *view, const char *name, long long id)
{
	char number[24];
	size_t bytes;

	if (!name || view->numbers) {
		format_text(number, sizeof(number), "%lld", id);
		name = number;
	}
	if (cell_width(name, view->utf8, view->room, &bytes) < view->room || !name[bytes]) {
		view_text(view, name, bytes);
		return;
	}
	cell_width(name, view->utf8, view->room - 1, &bytes);
	view_text(view, name, bytes);
	view_format(view, "+");
}

/* The argument is that of view_id. */
void show_owner(struct view *view, const struct field *field)
{
	bool is_user = field->argument < 4;
	long long id = view_id(view, field->argument);

	view->value = view->numbers ? id : ROW_TEXT;
	put_owner(view, id_name(is_user ? &view->users : &view->groups, (unsigned)id), id);
}

/* The numbers, or with an argument the names, separated by commas. */
void show_groups(struct view *view, const struct field *field)
{
	const char *line = process_status_line(&view->process, "Groups");
	bool any = false;

	while (line && *line >= '0' && *line <= '9') {
		unsigned id = 0;
		const char *name;

		for (; *line >= '0' && *line <= '9'; line++)
			id = id * 10 + (*line - '0');
		line += span_of(line, " ");
		name = field->argument ? id_name(&view->groups, id) : NULL;
		view_format(view, any ? "," : "");
		if (name)
			view_text(view, name, strlen(name));
		else
			view_format(view, "%u", id);
		any = true;
	}
	if (!any)
		show_none(view, field);
}
