/* options.c - the one option parser: GNU's conventions, driven by the applet's table. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "applet/long_name.h"
#include "applet/options.h"
#include "applet/row.h"
#include "applet/usage.h"
#include "text/byte.h"
#include "text/variable.h"

/* Moves the count arguments that end at index before the operands that were set aside. */
static void move_to_front(struct options *options, int count)
{
	while (options->operands && count--) {
		int to = options->index - options->operands - count - 1;
		char *moved = options->argv[options->index - count - 1];

		memmove(options->argv + to + 1, options->argv + to,
			options->operands * sizeof(*options->argv));
		options->argv[to] = moved;
	}
}

static int done(struct options *options)
{
	options->index -= options->operands;
	options->operands = 0;
	return 0;
}

/* Handles --help and --version, which every applet has; returns any other key. */
static int deliver(int key)
{
	void (*preface)(int key) = preface_of(running_applet);

	if ((key == KEY_HELP || key == KEY_VERSION) && preface)
		preface(key);
	if (key == KEY_HELP)
		exit(help_print(running_applet));
	if (key == KEY_VERSION)
		exit(version_print(applet_name(running_applet)));
	return key;
}

static int long_option(struct options *options, char *text)
{
	size_t length = byte_find(text + 2, '=') - (text + 2);
	char *value = text[2 + length] ? text + 3 + length : NULL;
	const struct option_row *row = long_name_find(text, length);
	int words = 1;

	if (value && option_argument(row) == ROW_WITHOUT_ARGUMENT)
		usage_error("option '--%s' doesn't allow an argument", option_name(row));
	if (!value && option_argument(row) == ROW_WITH_ARGUMENT) {
		value = options->argv[options->index];
		if (!value)
			usage_error("option '--%s' requires an argument", option_name(row));
		options->index++;
		words++;
	}
	options->argument = value;
	move_to_front(options, words);
	return deliver(option_key(row));
}

static int short_key(int letter, const struct option_row **row)
{
	for (*row = option_table(); option_key(*row); *row = option_after(*row)) {
		if (option_key(*row) == letter && letter > KEY_VERSION)
			return letter;
	}
	if (running_applet->flags & APPLET_SHORT_HELP && (letter == 'h' || letter == 'V'))
		return letter == 'h' ? KEY_HELP : KEY_VERSION;
	return 0;
}

static int short_option(struct options *options)
{
	const char letter[2] = { *options->cluster++ };
	const struct option_row *row;
	int key = short_key((unsigned char)*letter, &row), words = 1;
	enum option_argument argument = option_argument(row);

	if (!key)
		usage_error("invalid option -- %pq", letter);
	options->argument = NULL;
	if (argument != ROW_WITHOUT_ARGUMENT && *options->cluster) {
		options->argument = options->cluster;
		options->cluster = "";
	} else if (argument == ROW_WITH_ARGUMENT) {
		options->argument = options->argv[options->index];
		if (!options->argument)
			usage_error("option requires an argument -- %pq", letter);
		options->index++;
		words++;
	}
	if (!*options->cluster) {
		options->cluster = NULL;
		move_to_front(options, words);
	}
	return deliver(key);
}

struct options options_of(char **argv)
{
	return (struct options){ .argv = argv, .index = 1 };
}

int option_next(struct options *options)
{
	bool permute = running_applet->flags & APPLET_PERMUTE;
	char *text;

	if (options->cluster)
		return short_option(options);
	while ((text = options->argv[options->index]) && (text[0] != '-' || text[1] == '\0')) {
		if (!permute || variable_value("POSIXLY_CORRECT"))
			return done(options);
		options->operands++;
		options->index++;
	}
	if (!text)
		return done(options);
	options->index++;
	if (text[1] != '-') {
		options->cluster = text + 1;
		return short_option(options);
	}
	if (text[2] != '\0')
		return long_option(options, text);
	move_to_front(options, 1); /* "--": what follows are operands */
	return done(options);
}
