/* long_name.c - finding an option by its long name or an abbreviation of it. */
#include <stdbool.h>

#include "applet/long_name.h"
#include "applet/usage.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/near.h"

const struct option_row *option_table(void)
{
	return first_option(running_applet);
}

/* This row, or the first of the standard ones, which follow the applet's own. */
static const struct option_row *present(const struct option_row *row)
{
	return option_key(row) ? row : standard_rows();
}

/* The row after this one, or NULL. */
static const struct option_row *following(const struct option_row *row)
{
	return option_key(row) == KEY_VERSION ? NULL : present(option_after(row));
}

static bool begins(const struct option_row *row, const char *name, size_t length)
{
	return *option_name(row) && text_begins(option_name(row), name, length);
}

const char *long_name_of(int key)
{
	const struct option_row *row = option_table();

	while (option_key(row) != key || !*option_name(row))
		row = option_after(row);
	return option_name(row);
}

/* The option whose name begins with the length bytes at name; *ambiguous: there are others. */
static const struct option_row *find(const char *name, size_t length, bool *ambiguous)
{
	const struct option_row *found = NULL;

	*ambiguous = false;
	for (const struct option_row *at = present(option_table()); at; at = following(at)) {
		if (!begins(at, name, length))
			continue;
		if (option_name(at)[length] == '\0') {
			*ambiguous = false;
			return at;
		}
		if (!found)
			found = at;
		*ambiguous |= option_key(found) != option_key(at);
	}
	return found;
}

/* text is "--" and length bytes that begin the names of found and of others. */
static _Noreturn void report_ambiguous(const char *text, size_t length,
					const struct option_row *found)
{
	char list[256];
	struct output output;

	output_start(&output, OUTPUT_TEXT, list, sizeof(list));
	for (const struct option_row *at = found; at; at = following(at)) {
		/* other names of the same option are not ambiguous */
		if (!begins(at, text + 2, length) ||
		    (at != found && option_key(at) == option_key(found)))
			continue;
		output_format(&output, " '--%s'", option_name(at));
	}
	output_terminate(&output);
	usage_error("option %pq is ambiguous; possibilities:%s", text, list);
}

/* Suggests the option that may have been meant. */
static _Noreturn void report_unknown(const char *text, size_t length)
{
	const char *found = NULL;
	char given[NEAR_HINT_SIZE], hint[NEAR_HINT_SIZE];
	bool fits = format_text(given, sizeof(given), "%.*s", (int)length, text + 2);

	for (const struct option_row *at = present(option_table()); at && fits;
	     at = following(at)) {
		if (near_miss(given, option_name(at)))
			found = option_name(at);
	}
	usage_error("unrecognized option %pq%s", text,
		    near_hint(hint, "--", found));
}

const struct option_row *long_name_find(const char *text, size_t length)
{
	bool ambiguous;
	const struct option_row *row = find(text + 2, length, &ambiguous);

	if (ambiguous)
		report_ambiguous(text, length, row);
	if (!row)
		report_unknown(text, length);
	return row;
}
