/* long_name.c - finding an option by its long name or an abbreviation of it. */
#include <stdbool.h>
#include <string.h>

#include "applet/long_name.h"
#include "applet/usage.h"
#include "text/format.h"
#include "text/near.h"

enum { STANDARD_OPTIONS = 2 };

static const struct applet_option no_options[] = { { .key = 0 } };
static const struct applet_option standard_options[] = {
	{ .name = "help", .key = KEY_HELP },
	{ .name = "version", .key = KEY_VERSION },
	{ .key = 0 },
};

const struct applet_option *option_table(void)
{
	return running_applet->options ? running_applet->options : no_options;
}

/* This option, or the first of the next table: the standard ones follow the applet's own. */
static const struct applet_option *present(const struct applet_option *option)
{
	if (option->key)
		return option;
	return option == standard_options + STANDARD_OPTIONS ? NULL : standard_options;
}

/* The option whose name begins with the length bytes at name; *ambiguous: there are others. */
static const struct applet_option *find(const char *name, size_t length, bool *ambiguous)
{
	const struct applet_option *found = NULL;

	*ambiguous = false;
	for (const struct applet_option *at = present(option_table()); at; at = present(at + 1)) {
		if (!at->name || strncmp(at->name, name, length))
			continue;
		if (at->name[length] == '\0') {
			*ambiguous = false;
			return at;
		}
		if (!found)
			found = at;
		*ambiguous |= found->key != at->key;
	}
	return found;
}

/* text is "--" and length bytes that begin the names of found and of others. */
static _Noreturn void report_ambiguous(const char *text, size_t length,
					const struct applet_option *found)
{
	char list[256];
	struct output output;

	output_start(&output, OUTPUT_TEXT, list, sizeof(list));
	for (const struct applet_option *at = found; at; at = present(at + 1)) {
		/* other names of the same option are not ambiguous */
		if (!at->name || strncmp(at->name, text + 2, length) ||
		    (at != found && at->key == found->key))
			continue;
		output_format(&output, " '--%s'", at->name);
	}
	output_terminate(&output);
	usage_error("option %pq is ambiguous; possibilities:%s", text, list);
}

/* Suggests the option that may have been meant. */
static _Noreturn void report_unknown(const char *text, size_t length)
{
	const struct applet_option *found = NULL;
	char given[NEAR_HINT_SIZE], hint[NEAR_HINT_SIZE];
	bool fits = format_text(given, sizeof(given), "%.*s", (int)length, text + 2);

	for (const struct applet_option *at = present(option_table()); at && fits;
	     at = present(at + 1)) {
		if (at->name && near_miss(given, at->name))
			found = at;
	}
	usage_error("unrecognized option %pq%s", text,
		    near_hint(hint, "--", found ? found->name : NULL));
}

const struct applet_option *long_name_find(const char *text, size_t length)
{
	bool ambiguous;
	const struct applet_option *option = find(text + 2, length, &ambiguous);

	if (ambiguous)
		report_ambiguous(text, length, option);
	if (!option)
		report_unknown(text, length);
	return option;
}
