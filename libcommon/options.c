/* options.c - the one option parser: GNU's conventions, driven by the applet's table. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "help.h"
#include "options.h"

enum { KEY_HELP = 2, KEY_VERSION = 3 }; /* below any letter */

static const struct option no_options[] = { { .key = 0 } };
static const struct option standard_options[] = {
	{ .name = "help", .key = KEY_HELP },
	{ .name = "version", .key = KEY_VERSION },
	{ .key = 0 },
};

static bool may_have_argument(const struct option *option)
{
	return option->argument && option->argument[0] == '[';
}

/* Moves the count arguments that end at index in front of the operands that were set aside. */
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

/* Handles --help and --version, which every applet has; hands any other key on. */
static int deliver(int key)
{
	if (key == KEY_HELP)
		exit(help_print(running.applet));
	if (key == KEY_VERSION)
		exit(version_print(running.applet->name));
	return key;
}

/* The option of the table whose name begins with the length bytes at name; *others counts rivals. */
static const struct option *find_long(const struct option *option, const char *name, size_t length,
				      const struct option *found, int *others)
{
	for (; option->key; option++) {
		if (!option->name || strncmp(option->name, name, length))
			continue;
		if (option->name[length] == '\0') {
			*others = -1;
			return option;
		}
		if (found && found->key != option->key && *others >= 0)
			++*others;
		if (!found)
			found = option;
	}
	return found;
}

static const struct option *table(void)
{
	return running.applet->options ? running.applet->options : no_options;
}

/* Appends " '--NAME'" of every option in the table that begins with name. */
static size_t list_matches(char *list, size_t used, size_t size, const struct option *option,
			   const char *name, size_t length)
{
	for (; option->key; option++) {
		size_t more = option->name ? strlen(option->name) + 5 : 0;

		if (!more || strncmp(option->name, name, length) || used + more >= size)
			continue;
		memcpy(list + used, " '--", 4);
		memcpy(list + used + 4, option->name, more - 5);
		list[used + more - 1] = '\'';
		used += more;
	}
	list[used] = '\0';
	return used;
}

static _Noreturn void ambiguous(const char *text, size_t length)
{
	char list[256];
	size_t used = list_matches(list, 0, sizeof(list), table(), text + 2, length);

	list_matches(list, used, sizeof(list), standard_options, text + 2, length);
	usage_error("option %pq is ambiguous; possibilities:%s", text, list);
}

static int long_option(struct options *options, char *text)
{
	size_t length = strchrnul(text + 2, '=') - (text + 2);
	char *value = text[2 + length] ? text + 3 + length : NULL;
	const struct option *option;
	int others = 0, words = 1;

	option = find_long(table(), text + 2, length, NULL, &others);
	if (others >= 0)
		option = find_long(standard_options, text + 2, length, option, &others);
	if (others > 0)
		ambiguous(text, length);
	if (!option)
		usage_error("unrecognized option %pq", text);
	if (value && !option->argument)
		usage_error("option '--%s' doesn't allow an argument", option->name);
	if (!value && option->argument && !may_have_argument(option)) {
		value = options->argv[options->index];
		if (!value)
			usage_error("option '--%s' requires an argument", option->name);
		options->index++;
		words++;
	}
	options->argument = value;
	move_to_front(options, words);
	return deliver(option->key);
}

static int short_key(int letter, const struct option **option)
{
	for (*option = table(); (*option)->key; ++*option) {
		if ((*option)->key == letter && letter > KEY_VERSION)
			return letter;
	}
	if (running.applet->flags & APPLET_SHORT_HELP && (letter == 'h' || letter == 'V'))
		return letter == 'h' ? KEY_HELP : KEY_VERSION;
	return 0;
}

static int short_option(struct options *options)
{
	const char letter[2] = { *options->cluster++ };
	const struct option *option;
	int key = short_key((unsigned char)*letter, &option), words = 1;

	if (!key)
		usage_error("invalid option -- %pq", letter);
	options->argument = NULL;
	if (option->argument && *options->cluster) {
		options->argument = options->cluster;
		options->cluster = "";
	} else if (option->argument && !may_have_argument(option)) {
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

int option_next(struct options *options)
{
	bool permute = running.applet->flags & APPLET_PERMUTE;
	char *text;

	if (options->cluster)
		return short_option(options);
	while ((text = options->argv[options->index]) && (text[0] != '-' || text[1] == '\0')) {
		if (!permute || getenv("POSIXLY_CORRECT"))
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
