/* help.c - the texts of --help, from the descriptor; in a box with packed tables, packed.c. */
#include <stdbool.h>
#include <string.h>

#include "applet/help.h"
#include "config_text.h"
#include "families.h"
#include "text/format.h"

enum { COLUMN = 29, LONG_ONLY = 6 };

static void output_spaces(struct output *output, size_t count)
{
	while (count--)
		output_char(output, ' ');
}

/* Each line of text from column on; used columns of the first line are taken already. */
static void output_lines(struct output *output, const char *text, size_t column, size_t used)
{
	while (text) {
		size_t length = strchrnul(text, '\n') - text;

		if (used + 2 > column) {
			output_char(output, '\n');
			used = 0;
		}
		output_spaces(output, column - used);
		output_bytes(output, text, length);
		output_char(output, '\n');
		used = 0;
		text = text[length] ? text + length + 1 : NULL;
	}
}

static void output_option(struct output *output, int letter, const struct applet_option *option)
{
	const char *argument = option->argument;
	bool optional = argument && argument[0] == '[';
	size_t used = LONG_ONLY;

	if (letter)
		output_format(output, "  -%c%s", letter, option->name ? ", " : "");
	else
		output_spaces(output, LONG_ONLY);
	if (option->name) {
		output_format(output, "--%s", option->name);
		used += 2 + strlen(option->name);
		if (argument && !optional) {
			output_char(output, '=');
			used++;
		}
	} else {
		used = 4;
		if (argument && !optional) {
			output_char(output, ' ');
			used++;
		}
	}
	if (argument) {
		output_text(output, argument);
		used += strlen(argument);
	}
	if (CONFIG_FEATURE_HELP && option->help)
		output_lines(output, option->help, COLUMN, used);
	else
		output_char(output, '\n');
}

static void output_synopsis(struct output *output, const struct applet *applet, const char *lead)
{
	const char *line = applet->synopsis;

	for (;;) {
		size_t length = strchrnul(line, '\n') - line;

		output_format(output, "%s%s%s%.*s\n", lead, applet->name, length ? " " : "",
			      (int)length, line);
		if (!line[length])
			break;
		line += length + 1;
		lead = "  or:  ";
	}
}

void output_help(struct output *output, const struct applet *applet)
{
	static const struct applet_option help = {
		.name = "help", .help = HELP("display this help and exit"), .key = 'h'
	};
	static const struct applet_option version = {
		.name = "version", .help = HELP("output version information and exit"), .key = 'V'
	};
	bool letters = applet->flags & APPLET_SHORT_HELP;

	output_synopsis(output, applet, "Usage: ");
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
		output_synopsis(output, *verb, "  or:  ");
	if (CONFIG_FEATURE_HELP)
		output_format(output, "%s\n", applet->summary);
	output_char(output, '\n');
	for (const struct applet_option *row = applet->options; row && row->key; row++) {
		if (row->key != OPTION_ABSENT)
			output_option(output, row->key < OPTION_LONG ? row->key : 0, row);
	}
	output_option(output, letters ? 'h' : 0, &help);
	output_option(output, letters ? 'V' : 0, &version);
}

void output_usage(struct output *output, const struct applet *applet)
{
	output_format(output, "usage: %s %s\n\n", applet->name, applet->synopsis);
}

void output_license(struct output *output)
{
	output_text(output, running_applet->license);
}

void output_box_help(struct output *output)
{
	output_text(output, "Usage: holdbox APPLET [ARGUMENT]...\n"
			    "  or:  APPLET [ARGUMENT]...   through a link of that name\n"
			    "  or:  holdbox --list | --list-full | --config | --help | --version\n"
			    "  or:  holdbox help [APPLET]\n"
			    "  or:  holdbox --install [-s] DIRECTORY\n");
	if (CONFIG_FEATURE_HELP) {
		output_text(output,
			    "Tools around the life of a process, in one binary.\n\n"
			    "  --list       print the names of the applets\n"
			    "  --list-full  print them as paths below the root\n"
			    "  --install    link each applet into DIRECTORY; -s: symbolic links\n"
			    "  --config     print the configuration this binary was built with\n"
			    "  -h, --help   display this help and exit; help APPLET: APPLET's\n"
			    "  --version    output version information and exit\n");
	}
	output_text(output, "\nApplets:\n" FAMILIES);
}

void output_box_config(struct output *output)
{
	output_text(output, CONFIG_TEXT);
}
