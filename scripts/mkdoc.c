/* mkdoc - documentation from the applets' descriptors; a program for the build's host
 *
 * usage: mkdoc man NAME [FRAGMENT]   print the manual page of an applet, mdoc(7)
 *        mkdoc row NAME              print its line in the README
 *
 * FRAGMENT, kept beside the applet's source, is what the descriptor does not contain: a line with
 * the date (.Dd), text for DESCRIPTION before the options, and from its first .Ss or .Sh on the text
 * after them.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "applet/list.h"

struct fragment {
	const char *date; /* the .Dd line */
	size_t date_length;
	const char *before; /* the options */
	const char *after;  /* them */
};

static _Noreturn void die(const char *what, const char *reason)
{
	fprintf(stderr, "mkdoc: %s: %s\n", what, reason);
	exit(1);
}

/* ---- roff ---- */

static bool is_capital(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static bool is_alphanumeric(char byte)
{
	return is_capital(byte) || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* Prints text so that roff sees no request, macro or typographic character in it. */
static void print_escaped(const char *text, size_t length)
{
	static const char special[] = "\\'\"`^~";
	static const char *const escapes[] = { "e", "(aq", "(dq", "(ga", "(ha", "(ti" };

	/* a control character, or text like the name of a macro */
	if (length && (*text == '.' || (length > 1 && length < 4 && is_capital(text[0]) &&
					!is_capital(text[1]))))
		fputs("\\&", stdout);
	for (; length--; text++) {
		const char *found = *text ? strchr(special, *text) : NULL;

		if (found)
			printf("\\%s", escapes[found - special]);
		else
			putchar(*text);
	}
}

/* Prints the macro and its argument for the beginning of text, a part of a synopsis. */
static size_t print_token(const char *text)
{
	static const char delimiters[] = " \n[]{}|=:,";
	size_t length = strspn(text, ".");
	const char *dots;

	if (*text == '[' || *text == ']') {
		fputs(*text == '[' ? " Oo" : " Oc", stdout);
		return 1;
	}
	if (length || strchr(delimiters, *text)) {
		printf(" No \\&%.*s", length ? (int)length : 1, text);
		return length ? length : 1;
	}
	length = strcspn(text, delimiters);
	dots = strstr(text, "...");
	if (dots && dots < text + length)
		length = dots - text;
	fputs(*text == '-' ? " Fl" : " Ar", stdout);
	if (*text == '-' && length == 1)
		return length;
	putchar(' ');
	print_escaped(text + (*text == '-'), length - (*text == '-'));
	return length;
}

/* "[OPTION]... FILE" and the like, as arguments of a macro that is already on the line. */
static void print_tokens(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		if (text[i] == ' ') {
			i++;
			continue;
		}
		if (i > 0 && !strchr(" [", text[i - 1]) && text[i] != ']')
			fputs(" Ns", stdout);
		i += print_token(text + i);
	}
}

static bool is_word_of(const char *text, const char *word, size_t length)
{
	const char *found = text;

	while (found && (found = strstr(found, word))) {
		if ((found == text || !is_alphanumeric(found[-1])) &&
		    !is_alphanumeric(found[length]))
			return true;
		found++;
	}
	return false;
}

/* Whether word is the name of an argument: in capitals, in the synopsis or beside the option. */
static bool is_argument(const struct applet *applet, const struct applet_option *option, const char *word)
{
	size_t length = strlen(word);

	if (!is_capital(*word))
		return false;
	for (const char *byte = word; *byte; byte++) {
		if (!is_capital(*byte) && !(*byte >= '0' && *byte <= '9') && *byte != '_')
			return false;
	}
	return is_word_of(applet->synopsis, word, length) ||
	       (option && option->argument && is_word_of(option->argument, word, length));
}

/* One word of a text; names of arguments and options get their own line, with their macro. */
static void print_word(const struct applet *applet, const struct applet_option *option, const char *text,
		       size_t length, bool *at_start)
{
	size_t core = length;
	char word[80];
	bool is_option;

	while (core > 0 && strchr(".,;:)", text[core - 1]))
		core--;
	snprintf(word, sizeof(word), "%.*s", (int)core, text);
	is_option = *word == '-' && (is_alphanumeric(word[1]) || word[1] == '-');
	if (!is_option && !is_argument(applet, option, word)) {
		if (!*at_start)
			putchar(' ');
		print_escaped(text, length);
		*at_start = false;
		return;
	}
	if (!*at_start)
		putchar('\n');
	fputs(is_option ? ".Fl " : ".Ar ", stdout);
	print_escaped(word + is_option, core - is_option);
	for (; core < length; core++)
		printf(" %c", text[core]);
	putchar('\n');
	*at_start = true;
}

/* A summary or help text. Its line breaks are for --help only. */
static void print_prose(const struct applet *applet, const struct applet_option *option, const char *text)
{
	bool at_start = true;

	while (*text) {
		size_t length = strcspn(text, " \n");

		if (length)
			print_word(applet, option, text, length, &at_start);
		if (length > 1 && text[length - 1] == '.' && text[length - 2] != '.' && !at_start) {
			putchar('\n');
			at_start = true;
		}
		text += length + (text[length] != '\0');
	}
	if (!at_start)
		putchar('\n');
}

/* ---- the manual page ---- */

/* " Fl -name Ns No = Ns Ar ARGUMENT", or with a letter only " Fl n Ar ARGUMENT" */
static void print_option_name(const char *dashes, const char *name, const char *argument)
{
	printf(" Fl %s", dashes);
	print_escaped(name, strlen(name));
	if (!argument)
		return;
	if (*argument == '[')
		fputs(" Ns", stdout);
	else if (*dashes)
		fputs(" Ns No \\&= Ns", stdout);
	print_tokens(argument, strlen(argument));
}

/* Prints an entry, with the rows that only add names to its key. Returns the last of them. */
static const struct applet_option *print_option(const struct applet *applet, const struct applet_option *option,
					 int letter)
{
	const struct applet_option *row = option;
	const char short_name[2] = { (char)letter };

	fputs(".It", stdout);
	if (letter)
		print_option_name("", short_name, option->name ? NULL : option->argument);
	if (letter && option->name)
		fputs(" ,", stdout);
	if (option->name)
		print_option_name("-", option->name, option->argument);
	while (row[1].key == row->key && row[1].name &&
	       (!row[1].help || !option->help || !strcmp(row[1].help, option->help))) {
		row++;
		fputs(" ,", stdout);
		print_option_name("-", row->name, row->argument);
	}
	putchar('\n');
	if (option->help || row->help)
		print_prose(applet, option, option->help ? option->help : row->help);
	return row;
}

static void print_table(const struct applet *applet)
{
	for (const struct applet_option *row = applet->options; row && row->key; row++)
		row = print_option(applet, row, row->key < OPTION_LONG ? row->key : 0);
}

/* The verbs, each with its options but --help and --version. */
static void print_verbs(const struct applet *applet)
{
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++) {
		printf(".Ss %s\n", (*verb)->name);
		print_prose(*verb, NULL, (*verb)->summary);
		if (!(*verb)->options)
			continue;
		puts(".Bl -tag -width Ds");
		print_table(*verb);
		puts(".El");
	}
}

static void print_options(const struct applet *applet)
{
	/* the texts of help.c; the row of zeros terminates print_option's table */
	static const struct applet_option help[] = {
		{ .name = "help", .help = "display this help and exit", .key = OPTION_LONG }, { 0 }
	};
	static const struct applet_option version[] = {
		{ .name = "version",
		  .help = "output version information and exit",
		  .key = OPTION_LONG },
		{ 0 },
	};
	bool letters = applet->flags & APPLET_SHORT_HELP;

	puts(".Pp\nThe options are as follows:\n.Bl -tag -width Ds");
	print_table(applet);
	print_option(applet, help, letters ? 'h' : 0);
	print_option(applet, version, letters ? 'V' : 0);
	puts(".El");
}

static void print_synopsis(const struct applet *applet)
{
	const char *line = applet->synopsis;

	for (;;) {
		size_t length = strcspn(line, "\n");

		printf(".Nm %.*s", (int)strcspn(applet->name, " "), applet->name);
		if (strchr(applet->name, ' '))
			printf(" Cm%s", strchr(applet->name, ' '));
		print_tokens(line, length);
		putchar('\n');
		if (!line[length])
			return;
		line += length + 1;
	}
}

/* Length of the summary's first clause, without its full stop: a table has no room for more. */
static size_t clause(const char *summary)
{
	size_t length = 0;

	while (summary[length] && !strchr(":;", summary[length]) &&
	       (summary[length] != '.' || !strchr(" \n", summary[length + 1])))
		length++;
	return length;
}

/* The summary's first clause as a phrase, in lower case unless its first word is all capitals. */
static void print_phrase(const char *summary)
{
	bool is_name = is_capital(summary[0]) && is_capital(summary[1]);
	size_t length = clause(summary);

	fputs(".Nd ", stdout);
	for (size_t i = 0; i < length; i++) {
		char byte = summary[i] == '\n' ? ' ' : summary[i];

		if (i == 0 && !is_name)
			byte = (char)tolower(byte);
		print_escaped(&byte, 1);
	}
	putchar('\n');
}

static void print_row(const struct applet *applet)
{
	size_t length = clause(applet->summary);

	printf("    %-12s  ", applet->name);
	for (size_t i = 0; i < length; i++) {
		putchar(applet->summary[i]);
		if (applet->summary[i] == '\n')
			printf("%18s", "");
	}
	putchar('\n');
}

static void print_page(const struct applet *applet, const struct fragment *fragment)
{
	printf("%.*s\n.Dt ", (int)fragment->date_length, fragment->date);
	for (const char *byte = applet->name; *byte; byte++)
		putchar(toupper(*byte));
	printf(" 1\n.Os holdbox\n.Sh NAME\n.Nm %s\n", applet->name);
	print_phrase(applet->summary);
	puts(".Sh SYNOPSIS");
	print_synopsis(applet);
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
		print_synopsis(*verb);
	puts(".Sh DESCRIPTION");
	print_prose(applet, NULL, applet->summary);
	printf("%.*s", (int)(fragment->after - fragment->before), fragment->before);
	print_options(applet);
	print_verbs(applet);
	fputs(fragment->after, stdout);
}

/* ---- fragments ---- */

/* The whole file, followed by a NUL. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t size = 0, count;
	char *text = NULL;

	if (!file)
		die(path, strerror(errno));
	do {
		text = realloc(text, size + 4097);
		if (!text)
			die(path, "out of memory");
		count = fread(text + size, 1, 4096, file);
		size += count;
	} while (count);
	if (ferror(file))
		die(path, strerror(errno));
	fclose(file);
	text[size] = '\0';
	return text;
}

static struct fragment split(const char *text)
{
	struct fragment fragment = { .date = ".Dd", .date_length = 3, .before = text };

	if (!strncmp(text, ".Dd ", 4)) {
		fragment.date = text;
		fragment.date_length = strcspn(text, "\n");
		fragment.before += fragment.date_length + (text[fragment.date_length] != '\0');
	}
	fragment.after = fragment.before;
	while (*fragment.after && strncmp(fragment.after, ".Sh ", 4) &&
	       strncmp(fragment.after, ".Ss ", 4)) {
		fragment.after += strcspn(fragment.after, "\n");
		fragment.after += *fragment.after != '\0';
	}
	return fragment;
}

int main(int argc, char **argv)
{
	const struct applet *applet;
	struct fragment fragment;
	char *text = NULL;

	if (argc < 3)
		die("usage", "mkdoc man NAME [FRAGMENT] | mkdoc row NAME");
	applet = applet_find(argv[2]);
	if (!applet)
		die(argv[2], "no such applet");
	if (!strcmp(argv[1], "row")) {
		print_row(applet);
	} else if (!strcmp(argv[1], "man")) {
		text = argc > 3 ? read_file(argv[3]) : NULL;
		fragment = split(text ? text : "");
		print_page(applet, &fragment);
		free(text);
	} else {
		die(argv[1], "no such verb");
	}
	if (fflush(stdout) || ferror(stdout))
		die("write error", strerror(errno));
	return 0;
}
