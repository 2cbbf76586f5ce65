/* same_as_getopt.c - our parser and glibc's on the same arguments. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "applet/options.h"
#include "exit.h"
#include "same_as_getopt.h"
#include "text/error.h"

enum { ARGUMENTS_MAX = 32, FAILURE = 99 };

static const struct applet_option table[] = {
	OPT('a', "all", NULL, ""),
	OPT('n', "adjustment", "N", ""),
	OPT('a', "almost", NULL, ""), /* another name of --all */
	OPT('o', "output", "FILE", ""),
	OPT(256, "output-mode", "[=MODE]", ""),
	OPT('v', "verbose", NULL, ""),
	OPT(257, "verbatim", "[=WHAT]", ""),
	OPT(258, "help-more", NULL, ""),
	OPT('x', NULL, NULL, ""),
	OPT('y', NULL, "Y", ""),
	OPT('z', NULL, "[Z]", ""),
	OPT(OPTION_ABSENT, "absent", NULL, ""),
	OPT('V', "vers", "V", ""),
	{ .key = 0 },
};

static const struct applet plain_applet = {
	.name = "unit", .options = table, .synopsis = "", .summary = "", .failure = FAILURE,
};
static const struct applet permuting_applet = {
	.name = "unit", .options = table, .synopsis = "", .summary = "", .failure = FAILURE,
	.flags = APPLET_PERMUTE,
};

struct run {
	struct options options;
	struct parsed parsed;
};

static void parse(void *data)
{
	struct run *run = data;
	int key;

	while ((key = option_next(&run->options)) && run->parsed.count < PARSED_MAX) {
		run->parsed.keys[run->parsed.count] = key;
		run->parsed.arguments[run->parsed.count++] = run->options.argument;
	}
}

/* The first line of what was written to the file, without the name before it or a suggestion. */
static void read_message(int descriptor, char *message, size_t size)
{
	char text[4096];
	ssize_t count = pread(descriptor, text, sizeof(text) - 1, 0);
	char *start, *suggestion;

	text[count > 0 ? count : 0] = '\0';
	start = strstr(text, ": ");
	if (!start)
		return;
	*strchrnul(start, '\n') = '\0';
	suggestion = strstr(start, "; did you mean '");
	if (suggestion)
		*suggestion = '\0';
	snprintf(message, size, "%s\n", start + 2);
}

static void parse_with_ours(char **argv, bool permute, struct parsed *parsed)
{
	struct run run = { .options = { .argv = argv, .index = 1 } };
	int status;

	running_applet = permute ? &permuting_applet : &plain_applet;
	error_name = "unit";
	error_descriptor = memfd_create("message", MFD_CLOEXEC);
	status = catch_exit(parse, &run);
	run.parsed.end = status < 0 ? PARSED_TO_OPERANDS :
			 status == 0 ? PARSED_TO_HELP : PARSED_TO_ERROR;
	read_message(error_descriptor, run.parsed.message, sizeof(run.parsed.message));
	close(error_descriptor);
	error_descriptor = 2;
	run.parsed.index = run.options.index;
	*parsed = run.parsed;
}

static void parse_with_theirs(int argc, char **argv, bool permute, struct parsed *parsed)
{
	struct reference_option options[sizeof(table) / sizeof(*table)] = { { 0 } };
	struct reference_option *to = options;

	for (const struct applet_option *from = table; from->key; from++) {
		if (from->key == OPTION_ABSENT)
			continue;
		*to++ = (struct reference_option){
			.name = from->name, .key = from->key,
			.argument = !from->argument ? 0 : from->argument[0] == '[' ? 2 : 1,
		};
	}
	reference_parse(argc, argv, options, permute, parsed);
}

/* Whether ours shows all arguments as they are: of a name with more in it the quotes differ. */
static bool is_plain(char **argv)
{
	for (; *argv; argv++) {
		if (strlen(*argv) > 100)
			return false;
		for (const char *at = *argv; *at; at++) {
			if (*at < 0x20 || *at > 0x7e || *at == '\'')
				return false;
		}
	}
	return true;
}

const char *differs_from_getopt(int argc, char **argv, bool permute)
{
	char *ours_argv[ARGUMENTS_MAX + 1], *theirs_argv[ARGUMENTS_MAX + 1];
	static char report[4096];
	struct parsed ours, theirs;

	if (argc > ARGUMENTS_MAX)
		return NULL;
	memcpy(ours_argv, argv, (argc + 1) * sizeof(*argv));
	memcpy(theirs_argv, argv, (argc + 1) * sizeof(*argv));
	parse_with_ours(ours_argv, permute, &ours);
	parse_with_theirs(argc, theirs_argv, permute, &theirs);
	snprintf(report, sizeof(report),
		 "end %d, glibc %d; keys %d, glibc %d; index %d, glibc %d\n%s%s", ours.end,
		 theirs.end, ours.count, theirs.count, ours.index, theirs.index, ours.message,
		 theirs.message);
	if (ours.end != theirs.end || ours.count != theirs.count)
		return report;
	for (int i = 0; i < ours.count; i++) {
		if (ours.keys[i] != theirs.keys[i] || ours.arguments[i] != theirs.arguments[i])
			return report;
	}
	if (ours.end == PARSED_TO_ERROR && is_plain(argv) && strcmp(ours.message, theirs.message))
		return report;
	if (ours.end == PARSED_TO_OPERANDS && ours.count < PARSED_MAX &&
	    (ours.index != theirs.index || memcmp(ours_argv, theirs_argv, argc * sizeof(*argv))))
		return report;
	return NULL;
}
