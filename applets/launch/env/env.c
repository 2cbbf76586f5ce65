/* env - run a command in a changed environment
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/env.html
 * GNU coreutils 9.x https://www.gnu.org/software/coreutils/env
 *
 * Variables are only unset once all options are read, since -S looks up the old ones and -i makes
 * that moot. Until then their names are kept in the slots of the arguments that have been read.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "signal/mask.h"
#include "signal/signals.h"
#include "split.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"

enum {
	SPLIT = CONFIG_FEATURE_ENV_SPLIT ? 'S' : OPTION_ABSENT,
	BLOCK_SIGNAL = CONFIG_FEATURE_ENV_SIGNALS ? OPTION_LONG : OPTION_ABSENT,
	DEFAULT_SIGNAL = CONFIG_FEATURE_ENV_SIGNALS ? OPTION_LONG + 1 : OPTION_ABSENT,
	IGNORE_SIGNAL = CONFIG_FEATURE_ENV_SIGNALS ? OPTION_LONG + 2 : OPTION_ABSENT,
	LIST_SIGNALS = CONFIG_FEATURE_ENV_SIGNALS ? OPTION_LONG + 3 : OPTION_ABSENT,
};

static const struct applet_option options[] = {
	OPT('a', "argv0", "NAME", "pass NAME to COMMAND as its argv[0]"),
	OPT('i', "ignore-environment", NULL,
	    "start with an empty environment; a lone - does the\n"
	    "same"),
	OPT('0', "null", NULL, "end each line of output with NUL instead of a newline"),
	OPT('u', "unset", "NAME", "remove a variable from the environment"),
	OPT('C', "chdir", "DIR", "run COMMAND in DIR"),
	OPT(SPLIT, "split-string", "STRING",
	    "split STRING into arguments; for the first line of\n"
	    "scripts, which can only have one"),
	OPT(BLOCK_SIGNAL, "block-signal", "[=SIG]",
	    "block these signals, separated by commas;\n"
	    "without SIG all, here and below"),
	OPT(DEFAULT_SIGNAL, "default-signal", "[=SIG]", "reset signals to their default action"),
	OPT(IGNORE_SIGNAL, "ignore-signal", "[=SIG]", "ignore signals"),
	OPT(LIST_SIGNALS, "list-signal-handling", NULL,
	    "list blocked and ignored signals on\n"
	    "standard error"),
	OPT('v', "debug", NULL, "report each step on standard error"),
	{ .key = 0 },
};

enum { FAILURE = 125 };

/* What to do with a signal. */
enum {
	DEFAULT = 1,
	IGNORE = 2,
	LENIENT = 4, /* among all signals, some of which cannot be changed */
	BLOCK = 8,
	UNBLOCK = 16,
};

struct plan {
	struct options options;
	int unsets; /* number of variables to unset: the arguments from options.argv[1] on */
	bool ignore;
	bool null;
	bool verbose;
	bool list;
	const char *directory;
	char *name;
	unsigned char signals[SIGNAL_RTMAX + 1];
};

/* One line on standard error, for --debug and --list-signal-handling. */
static __attribute__((format(printf, 1, 2))) void report_step(const char *format, ...)
{
	struct output line;
	char buffer[1024];
	va_list arguments;

	error_start(&line, buffer, sizeof(buffer));
	va_start(arguments, format);
	output_vformat(&line, format, arguments);
	va_end(arguments);
	error_flush(&line);
}

/* The entry of the variable, or the NULL after the last one. */
static char **find_entry(char **entries, const char *name, size_t length)
{
	while (*entries && (!text_begins(*entries, name, length) || (*entries)[length] != '='))
		entries++;
	return entries;
}

static const char *look_up(const char *name, size_t length)
{
	const char *entry = *find_entry(environ, name, length);

	return entry ? entry + length + 1 : NULL;
}

static const char *look_up_aloud(const char *name, size_t length)
{
	const char *value = look_up(name, length);

	if (value)
		report_step("expanding ${%.*s} into %pc\n", (int)length, name, value);
	else
		report_step("replacing ${%.*s} with null string\n", (int)length, name);
	return value;
}

/* split_words; does not return from an error. */
static void split_checked(struct split *split)
{
	static const char *const complaints[] = {
		[SPLIT_UNTERMINATED] = "no terminating quote in -S string",
		[SPLIT_TRAILING] = "invalid backslash at end of string in -S",
		[SPLIT_SEQUENCE] = "invalid sequence %pq in -S",
		[SPLIT_END_IN_QUOTES] = "'\\c' must not appear in double-quoted -S string",
		[SPLIT_EXPANSION] = "only ${VARNAME} expansion is supported, error at: %pn",
		[SPLIT_TOO_LONG] = "-S string: %m",
	};
	enum split_result result = split_words(split);
	char sequence[3] = { 0 };

	if (result == SPLIT_OK)
		return;
	errno = E2BIG;
	memcpy(sequence, split->text, length_within(split->text, 2));
	applet_fail(complaints[result], result == SPLIT_SEQUENCE ? sequence : split->text);
}

/* -S: replaces the arguments that have been read, except for the unsets, by the words of text. */
static void split_string(struct plan *plan, const char *text)
{
	struct split split = { .text = text, .look_up = plan->verbose ? look_up_aloud : look_up };
	struct options *parsed = &plan->options;
	char **rest = parsed->argv + parsed->index, **argv, *word;
	size_t left = 1, kept = 1 + plan->unsets, pointers;

	split_checked(&split);
	while (rest[left - 1])
		left++;
	/* not on the stack, which a value repeated many times would overflow */
	pointers = (kept + split.words + left) * sizeof(*argv);
	argv = mmap(NULL, pointers + split.used, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (argv == MAP_FAILED)
		applet_fail("-S string: %m");
	word = (char *)argv + pointers;
	split = (struct split){ .text = text, .look_up = look_up, .buffer = word };
	split_words(&split);
	if (plan->verbose && split.words)
		report_step("split -S:  %pc\n", text);
	memcpy(argv, parsed->argv, kept * sizeof(*argv));
	for (size_t i = 0; i < split.words; i++) {
		if (plan->verbose)
			report_step("%s    %pc\n", i ? "     &" : " into:", word);
		argv[kept + i] = word;
		word += strlen(word) + 1;
	}
	memcpy(argv + kept + split.words, rest, left * sizeof(*argv));
	*parsed = (struct options){ .argv = argv, .index = (int)kept };
}

static void mark_signal(unsigned char *signal, int key, int lenient)
{
	if (key == BLOCK_SIGNAL)
		*signal = (*signal & ~UNBLOCK) | BLOCK;
	else if (key == IGNORE_SIGNAL)
		*signal = (*signal & (BLOCK | UNBLOCK)) | IGNORE | lenient;
	else
		*signal = DEFAULT | UNBLOCK | lenient;
}

/* Notes what key wants done with the signals that text names, or with all. */
static void mark_signals(struct plan *plan, int key, char *text)
{
	char buffer[SIGNAL_NAME_SIZE], hint[NEAR_HINT_SIZE], *name;

	for (int i = 1; !text && i <= SIGNAL_RTMAX; i++) {
		if (signal_name(i, buffer))
			mark_signal(&plan->signals[i], key, LENIENT);
	}
	while ((name = next_word(&text))) {
		int number = *name ? signal_parse_status(name) : 0;

		if (*name && number <= 0)
			usage_error("%pc: invalid signal%s", name, signal_hint(hint, name));
		if (*name)
			mark_signal(&plan->signals[number], key, 0);
	}
}

static void set_action(const struct plan *plan, int number, const char *name)
{
	int wanted = plan->signals[number];
	const char *action = wanted & IGNORE ? "IGNORE" : "DEFAULT";
	bool failed = !disposition_set(number, wanted & IGNORE);

	if (failed && !(wanted & LENIENT))
		applet_fail("failed to set signal action for signal %d: %m", number);
	if (plan->verbose)
		report_step("Reset signal %s (%d) to %s%s\n", name, number, action,
			    failed ? " (failure ignored)" : "");
}

static void set_signals(const struct plan *plan)
{
	struct mask mask;
	char buffer[SIGNAL_NAME_SIZE];
	bool changed = false;

	for (int i = 1; i <= SIGNAL_RTMAX; i++) {
		if (plan->signals[i] & (DEFAULT | IGNORE))
			set_action(plan, i, signal_name(i, buffer));
		changed |= plan->signals[i] & (BLOCK | UNBLOCK);
	}
	if (!changed)
		return;
	mask_change(SIG_BLOCK, NULL, &mask);
	for (int i = 1; i <= SIGNAL_RTMAX; i++) {
		bool block = plan->signals[i] & BLOCK;

		if (!(plan->signals[i] & (BLOCK | UNBLOCK)))
			continue;
		(block ? mask_add : mask_remove)(&mask, i);
		if (plan->verbose)
			report_step("signal %s (%d) mask set to %s\n", signal_name(i, buffer), i,
				    block ? "BLOCK" : "UNBLOCK");
	}
	mask_change(SIG_SETMASK, &mask, NULL);
}

static void list_signals(void)
{
	struct mask mask;
	char buffer[SIGNAL_NAME_SIZE];

	mask_change(SIG_BLOCK, NULL, &mask);
	for (int i = 1; i <= SIGNAL_RTMAX; i++) {
		const char *name = signal_name(i, buffer);
		bool blocked = mask_contains(&mask, i);
		int ignored = disposition_ignored(i);

		if (!name || ignored < 0)
			continue;
		if (blocked || ignored)
			report_step("%s%.*s (%s%d): %s%s%s\n", name, (int)(10 - strlen(name)),
				    "          ", i < 10 ? " " : "", i, blocked ? "BLOCK" : "",
				    blocked && ignored ? "," : "", ignored ? "IGNORE" : "");
	}
}

/* A first line without -S passes "-i COMMAND" as one argument: explain that to its author. */
static void check_first_line(const struct options *parsed)
{
	const char *next = parsed->cluster, *text = parsed->argv[parsed->index];

	if (!next && text && *text == '-')
		next = text + 1;
	if (CONFIG_FEATURE_ENV_SPLIT && next && *next && strchr(" \t\n\v\f\r", *next)) {
		error("invalid option -- %pq", (const char[2]){ *next });
		usage_error("use -[v]S to pass options in shebang lines");
	}
}

static int next_option(struct plan *plan)
{
	check_first_line(&plan->options);
	return option_next(&plan->options);
}

static void take_option(struct plan *plan, int key)
{
	char *argument = (char *)plan->options.argument;

	if (key == 'a')
		plan->name = argument;
	else if (key == 'i')
		plan->ignore = true;
	else if (key == '0')
		plan->null = true;
	else if (key == 'u')
		plan->options.argv[++plan->unsets] = argument;
	else if (key == 'C')
		plan->directory = argument;
	else if (key == 'v')
		plan->verbose = true;
	else if (CONFIG_FEATURE_ENV_SPLIT && key == SPLIT)
		split_string(plan, argument);
	else if (CONFIG_FEATURE_ENV_SIGNALS && key == LIST_SIGNALS)
		plan->list = true;
	else if (CONFIG_FEATURE_ENV_SIGNALS)
		mark_signals(plan, key, argument);
}

/* -u: all entries of that name, as there may be several. */
static void unset_variables(const struct plan *plan, char **entries)
{
	for (int i = 1; i <= plan->unsets; i++) {
		const char *name = plan->options.argv[i];
		size_t length = span_before(name, "=");

		if (plan->verbose)
			report_step("unset:    %pn\n", name);
		errno = EINVAL;
		if (length == 0 || name[length])
			applet_fail("cannot unset %pc: %m", name);
		for (char **found = entries; *(found = find_entry(found, name, length));) {
			for (char **next = found; (next[0] = next[1]); next++)
				;
		}
	}
}

/* Builds the new environment in entries, which has room for it. Returns the arguments after it. */
static char **change_environment(const struct plan *plan, char **entries, char **argv)
{
	char **end = entries;

	for (char **entry = environ; !plan->ignore && *entry; entry++)
		*end++ = *entry;
	*end = NULL;
	if (!plan->ignore)
		unset_variables(plan, entries);
	else if (plan->verbose)
		report_step("cleaning environ\n");
	for (char *equals; *argv && (equals = strchr(*argv, '=')); argv++) {
		char **entry = find_entry(entries, *argv, equals - *argv);

		if (plan->verbose)
			report_step("setenv:   %pn\n", *argv);
		if (!*entry)
			entry[1] = NULL;
		*entry = *argv;
	}
	return argv;
}

static int print_environment(const struct plan *plan)
{
	struct output output;
	char buffer[1024];

	output_start(&output, 1, buffer, sizeof(buffer));
	for (char **entry = environ; *entry; entry++) {
		output_text(&output, *entry);
		output_char(&output, plan->null ? '\0' : '\n');
	}
	return output_finish(&output);
}

static void enter_directory(const struct plan *plan)
{
	if (plan->verbose)
		report_step("chdir:    %pq\n", plan->directory);
	exec_keep_self();
	if (chdir(plan->directory))
		applet_fail("cannot change directory to %pq: %m", plan->directory);
}

static int become_command(const struct plan *plan, char **argv)
{
	char *command = argv[0];
	int status;

	if (plan->name) {
		if (plan->verbose)
			report_step("argv0:     %pc\n", plan->name);
		argv[0] = plan->name;
	}
	if (plan->verbose) {
		report_step("executing: %pn\n", command);
		for (int i = 0; argv[i]; i++)
			report_step("   arg[%d]= %pc\n", i, argv[i]);
	}
	status = exec_command_as(command, argv);
	if (!error("%pc: %m", command))
		return FAILURE;
	if (CONFIG_FEATURE_ENV_SPLIT && status == 127 &&
	    command[span_before(command, " \t\n\v\f\r")])
		error("use -[v]S to pass options in shebang lines");
	return status;
}

static int run_command(const struct plan *plan, char **argv)
{
	if (plan->null && *argv)
		usage_error("cannot specify --null (-0) with command");
	if (plan->directory && !*argv)
		usage_error("must specify command with --chdir (-C)");
	if (plan->name && !*argv)
		usage_error("must specify command with --argv0 (-a)");
	if (!*argv)
		return print_environment(plan);
	if (CONFIG_FEATURE_ENV_SIGNALS)
		set_signals(plan);
	if (CONFIG_FEATURE_ENV_SIGNALS && plan->list)
		list_signals();
	if (plan->directory)
		enter_directory(plan);
	return become_command(plan, argv);
}

static int env_main(int argc, char **argv)
{
	struct plan plan = { .options = options_of(argv) };
	size_t count = 1;
	int key;

	(void)argc;
	while ((key = next_option(&plan)))
		take_option(&plan, key);
	argv = plan.options.argv + plan.options.index;
	if (*argv && !strcmp(*argv, "-")) {
		plan.ignore = true;
		argv++;
	}
	for (char **entry = environ; *entry; entry++)
		count++;
	for (char **entry = argv; *entry && strchr(*entry, '='); entry++)
		count++;

	char *entries[count];

	argv = change_environment(&plan, entries, argv);
	environ = entries;
	exit(run_command(&plan, argv));
}

APPLET(env) = {
	.name = "env",
	.main = env_main,
	.synopsis = "[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]",
	.summary =
		"Run COMMAND with each NAME set to VALUE; without COMMAND print the environment.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_EXECS,
};
