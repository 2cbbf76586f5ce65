/* mkcompletion - completions for shells from the applets' descriptors; a program for the build
 *
 * usage: mkcompletion bash|zsh NAME...    print the tables of these applets for that shell
 *        mkcompletion fish NAME           print the completions of one, or of "holdbox"
 *
 * scripts/completion.bash and completion.zsh are the code that reads the tables.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "applet/list.h"
#include "signal/signals.h"

/* The kind of an argument, by its name: the first row whose text the name contains. */
static const struct kind {
	const char *text;
	const char *name; /* for bash */
	const char *zsh;
	const char *fish;
} kinds[] = {
	{ "PROFILE", "none", " ", "-x" },
	{ "FILE", "file", "_files", "-rF" },
	{ "DIR", "directory", "_files -/", "-xa '(__fish_complete_directories)'" },
	{ "ROOT", "directory", "_files -/", "-xa '(__fish_complete_directories)'" },
	{ "SIG", "signal", "_holdbox_signal", "-xa" },
	{ "USER", "user", "_users", "-xa '(__fish_complete_users)'" },
	{ "GROUP", "group", "_groups", "-xa '(__fish_complete_groups)'" },
	{ "service", "service", "_holdbox_service",
	  "-xa 'status start stop restart (path basename "
	  "{$SVDIR,/service,/var/service,/etc/service}/*/ 2>/dev/null)'" },
	{ "PID", "pid", "_pids", "-xa '(__fish_complete_pids)'" },
	{ "", "none", " ", "-x" },
};

static _Noreturn void die(const char *what, const char *reason)
{
	fprintf(stderr, "mkcompletion: %s: %s\n", what, reason);
	exit(1);
}

static const struct kind *kind_of(const char *argument, size_t length)
{
	const struct kind *kind = kinds;

	for (; *kind->text; kind++) {
		const char *found = strcasestr(argument, kind->text);

		if (found && found < argument + length)
			break;
	}
	return kind;
}

static const struct kind *kind_of_option(const struct applet_option *option)
{
	return kind_of(option->argument, strlen(option->argument));
}

static bool is_optional(const struct applet_option *option)
{
	return option->argument && option->argument[0] == '[';
}

/* The names of our own table, separated by blanks. */
static void print_signals(void)
{
	char buffer[SIGNAL_NAME_SIZE];

	for (int number = 1; number <= SIGNAL_RTMAX; number++) {
		const char *name = signal_name(number, buffer);

		if (name)
			printf("%s%s", number == 1 ? "" : " ", name);
	}
}

/* ---- synopsis ---- */

/* The words before an applet's command. */
struct operands {
	bool command;             /* the applet starts one */
	int count;                /* of the operands that must precede it */
	const struct kind *first; /* of the operands */
};

static bool is_command(const char *word)
{
	return !strncmp(word, "COMMAND", 7) || !strncmp(word, "PROGRAM", 7) ||
	       !strncmp(word, "prog", 4);
}

/* In capitals; but the synopses of runit's programs are in its own words. */
static bool is_operand(const char *word)
{
	return (*word >= 'A' && *word <= 'Z') || !strncmp(word, "service", 7) ||
	       !strncmp(word, "dir", 3) || !strncmp(word, "prog", 4);
}

/* Reads a line of the synopsis; text in brackets is optional. */
static void read_line(struct operands *operands, const char *line, size_t length)
{
	int depth = 0;

	*operands = (struct operands){ .first = NULL };
	for (size_t i = 0; i < length; i++) {
		bool begins = i == 0 || line[i - 1] == ' ' || line[i - 1] == '[';
		bool of_option = i > 2 && line[i - 1] == ' ' && line[i - 3] == '-';

		depth += (line[i] == '[') - (line[i] == ']');
		if (!begins || !is_operand(line + i) || !strncmp(line + i, "OPTION", 6))
			continue;
		if (is_command(line + i)) {
			operands->command = true;
			break;
		}
		if (of_option)
			continue;
		if (!operands->first)
			operands->first = kind_of(line + i, strcspn(line + i, " ]"));
		operands->count += depth == 0;
	}
	if (!operands->first)
		operands->first = kind_of("", 0);
}

/* The applet's usage: the first line with a command, or else the first one. */
static struct operands read_synopsis(const struct applet *applet)
{
	struct operands operands, other;
	const char *line = applet->synopsis;
	size_t length = strcspn(line, "\n");

	read_line(&operands, line, length);
	while (!operands.command && line[length]) {
		line += length + 1;
		length = strcspn(line, "\n");
		read_line(&other, line, length);
		if (other.command)
			operands = other;
	}
	return operands;
}

/* ---- verbs ---- */

/* The kind of an applet's operands: a verb's NAME is that of a job. */
static const struct kind *kind_of_operand(const struct applet *applet, const struct operands *operands)
{
	static const struct kind job = { "", "job", "_holdbox_job",
					 "-xa '(path basename "
					 "{$HOLD_DIR,/run/hold,/tmp/hold-(id -u)}/*/ 2>/dev/null)'" };

	if (applet->verbs || (strchr(applet->name, ' ') && strstr(applet->synopsis, "NAME")))
		return &job;
	return operands->first;
}

static const char *verb_word(const struct applet *verb)
{
	return strchr(verb->name, ' ') + 1;
}

static void print_verbs(const struct applet *applet)
{
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
		printf("%s%s", verb == applet->verbs ? "" : " ", verb_word(*verb));
}

/* ---- options ---- */

static const struct applet_option common[] = {
	{ .name = "help", .help = "display this help and exit", .key = 'h' },
	{ .name = "version", .help = "output version information and exit", .key = 'V' },
	{ .key = 0 },
};

/* The letter of an option, or 0. --help and --version have letters only in some families. */
static int letter_of(const struct applet *applet, const struct applet_option *option)
{
	bool is_common = option >= common && option < common + sizeof(common) / sizeof(*common);

	if (is_common && !(applet->flags & APPLET_SHORT_HELP))
		return 0;
	return option->key < OPTION_LONG ? option->key : 0;
}

/* Calls print for each option of the applet, including --help and --version. */
static void each_option(const struct applet *applet,
			void (*print)(const struct applet *applet, const struct applet_option *option))
{
	for (const struct applet_option *option = applet->options; option && option->key; option++) {
		if (option->key != OPTION_ABSENT)
			print(applet, option);
	}
	for (const struct applet_option *option = common; option->key; option++)
		print(applet, option);
}

/* Prints text for use between single quotes, the characters of special with a backslash. */
static void print_quoted(const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else if (strchr(special, *text))
			printf("\\%c", *text);
		else
			putchar(*text == '\n' ? ' ' : *text);
	}
}

/* The summary's first clause: a menu has no room for more. */
static void print_summary(const struct applet *applet, const char *special)
{
	char text[200];

	snprintf(text, sizeof(text), "%.*s", (int)strcspn(applet->summary, ".:;\n"),
		 applet->summary);
	print_quoted(text, special);
}

/* ---- bash ---- */

static void print_bash_words(const struct applet *applet, const struct applet_option *option)
{
	int letter = letter_of(applet, option);

	if (letter)
		printf(" -%c", letter);
	if (option->name)
		printf(" --%s%s", option->name, option->argument ? "=" : "");
}

static void print_bash_values(const struct applet *applet, const struct applet_option *option)
{
	int letter = letter_of(applet, option);

	if (!option->argument)
		return;
	/* an optional argument is never the next word */
	if (letter && !is_optional(option))
		printf(" -%c:%s", letter, kind_of_option(option)->name);
	if (option->name)
		printf(" --%s%s:%s", option->name, is_optional(option) ? "=" : "",
		       kind_of_option(option)->name);
}

static void print_bash(const struct applet *applet)
{
	struct operands operands = read_synopsis(applet);
	const char *quote = strchr(applet->name, ' ') ? "'" : "";

	printf("\t%s%s%s)\n\t\twords='", quote, applet->name, quote);
	each_option(applet, print_bash_words);
	fputs("'\n\t\tvalues='", stdout);
	each_option(applet, print_bash_values);
	printf(" '\n\t\toperand=%s before=%d", kind_of_operand(applet, &operands)->name,
	       operands.command ? operands.count : -1);
	if (applet->verbs) {
		fputs(" verbs='", stdout);
		print_verbs(applet);
		putchar('\'');
	}
	puts(" ;;");
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
		print_bash(*verb);
}

/* ---- zsh ---- */

static void print_zsh_option(const struct applet *applet, const struct applet_option *option)
{
	int letter = letter_of(applet, option);

	fputs(" \\\n\t\t\t", stdout);
	if (letter && option->name)
		printf("'(-%c --%s)'{-%c%s,--%s%s}'", letter, option->name, letter,
		       option->argument ? is_optional(option) ? "-" : "+" : "", option->name,
		       option->argument ? is_optional(option) ? "=-" : "=" : "");
	else if (letter)
		printf("'-%c%s", letter,
		       option->argument ? is_optional(option) ? "-" : "+" : "");
	else
		printf("'--%s%s", option->name,
		       option->argument ? is_optional(option) ? "=-" : "=" : "");
	putchar('[');
	print_quoted(option->help ? option->help : "", "[]:\\");
	putchar(']');
	if (option->argument)
		printf("%svalue:%s", is_optional(option) ? "::" : ":",
		       kind_of_option(option)->zsh);
	putchar('\'');
}

static void print_zsh(const struct applet *applet)
{
	struct operands operands = read_synopsis(applet);
	const char *quote = strchr(applet->name, ' ') ? "'" : "";

	printf("\t%s%s%s)\n", quote, applet->name, quote);
	if (applet->verbs) {
		printf("\t\t_holdbox_verb %s ", applet->name);
		print_verbs(applet);
		puts(" && return");
	}
	printf("\t\t_arguments -s -S%s", applet->flags & APPLET_PERMUTE ? "" : " -A '-*'");
	each_option(applet, print_zsh_option);
	if (applet->verbs) {
		printf(" \\\n\t\t\t'1:job or verb:_holdbox_job ");
		print_verbs(applet);
		printf("' \\\n\t\t\t'*:: :_holdbox_command'");
	} else if (operands.command) {
		for (int i = 0; i < operands.count; i++)
			printf(" \\\n\t\t\t':operand:%s'", operands.first->zsh);
		fputs(" \\\n\t\t\t'*:: :_holdbox_command'", stdout);
	} else {
		printf(" \\\n\t\t\t'*:operand:%s'", kind_of_operand(applet, &operands)->zsh);
	}
	puts(" ;;");
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
		print_zsh(*verb);
}

/* ---- fish ---- */

/* A verb's completions are those of its applet, once the verb is there. */
static void print_fish_start(const struct applet *applet)
{
	const char *blank = strchr(applet->name, ' ');

	printf("complete -c %.*s", (int)strcspn(applet->name, " "), applet->name);
	if (blank)
		printf(" -n '__fish_seen_subcommand_from%s'", blank);
}

static void print_fish_option(const struct applet *applet, const struct applet_option *option)
{
	int letter = letter_of(applet, option);

	print_fish_start(applet);
	if (letter)
		printf(" -s %c", letter);
	if (option->name)
		printf(" -l %s", option->name);
	if (option->argument && !is_optional(option)) {
		const struct kind *kind = kind_of_option(option);

		printf(" %s", kind->fish);
		if (!strcmp(kind->name, "signal")) {
			fputs(" '", stdout);
			print_signals();
			putchar('\'');
		}
	}
	if (option->help) {
		fputs(" -d '", stdout);
		/* fish has these two escapes inside single quotes */
		for (const char *byte = option->help; *byte; byte++) {
			if (*byte == '\'' || *byte == '\\')
				putchar('\\');
			putchar(*byte == '\n' ? ' ' : *byte);
		}
		putchar('\'');
	}
	putchar('\n');
}

/* Options whose argument is the next word, which therefore is not the command. */
static void print_fish_taker(const struct applet *applet, const struct applet_option *option)
{
	int letter = letter_of(applet, option);

	if (!option->argument || is_optional(option))
		return;
	if (letter)
		printf(" -%c", letter);
	if (option->name)
		printf(" --%s", option->name);
}

static void print_fish(const struct applet *applet)
{
	struct operands operands = read_synopsis(applet);

	printf("# holdbox's completions of %s for fish\n", applet->name);
	each_option(applet, print_fish_option);
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++) {
		printf("complete -c %s -n __fish_use_subcommand -a %s -d '", applet->name,
		       verb_word(*verb));
		print_summary(*verb, "");
		puts("'");
	}
	for (const struct applet *const *verb = applet->verbs; verb && *verb; verb++)
		print_fish(*verb);
	if (applet->verbs || strchr(applet->name, ' ')) {
		print_fish_start(applet);
		printf(" %s\n", operands.command && !applet->verbs ?
					"-xa '(__fish_complete_subcommand)'" :
					kind_of_operand(applet, &operands)->fish);
	} else if (operands.command) {
		/* the empty word separates the options' list from the function's own options */
		printf("complete -c %s -xa '(__fish_complete_subcommand --fcs-skip=%d \"\"",
		       applet->name, operands.count + 1);
		each_option(applet, print_fish_taker);
		puts(")'");
	} else if (strcmp(operands.first->name, "file") != 0) {
		printf("complete -c %s -f\n", applet->name);
	}
}

static void print_fish_box(int count, char **names)
{
	puts("# holdbox's completions of holdbox for fish\n"
	     "complete -c holdbox -xa '(__fish_complete_subcommand)'\n"
	     "set -l first 'test (count (commandline -opc)) -eq 1'\n"
	     "complete -c holdbox -n $first -l list -d 'print the names of the applets'\n"
	     "complete -c holdbox -n $first -l list-full -d 'print their paths'\n"
	     "complete -c holdbox -n $first -l install -d 'link each applet into a directory'\n"
	     "complete -c holdbox -n $first -l config -d 'print the configuration'\n"
	     "complete -c holdbox -n $first -l help -d 'display a help and exit'\n"
	     "complete -c holdbox -n $first -l version -d 'output version information'");
	for (int i = 0; i < count; i++) {
		printf("complete -c holdbox -n $first -a %s -d '", names[i]);
		print_summary(applet_find(names[i]), "");
		puts("'");
	}
}

/* ---- tables ---- */

static void print_table(const char *shell, int count, char **names)
{
	bool bash = !strcmp(shell, "bash");

	if (bash) {
		fputs("_holdbox_signals='", stdout);
		print_signals();
		puts("'");
		fputs("_holdbox_applets='", stdout);
		for (int i = 0; i < count; i++)
			printf("%s%s", i ? " " : "", names[i]);
		puts("'\n\n_holdbox_table() { # NAME\n\tcase $1 in");
	} else {
		fputs("#compdef holdbox", stdout);
		for (int i = 0; i < count; i++)
			printf(" %s", names[i]);
		fputs("\n\n_holdbox_signals=(", stdout);
		print_signals();
		puts(")\n_holdbox_applets=(");
		for (int i = 0; i < count; i++) {
			printf("\t'%s:", names[i]);
			print_summary(applet_find(names[i]), ":\\");
			puts("'");
		}
		puts(")\n\n_holdbox_table() { # NAME\n\tcase $1 in");
	}
	for (int i = 0; i < count; i++)
		(bash ? print_bash : print_zsh)(applet_find(names[i]));
	puts("\t*) return 1 ;;\n\tesac\n}\n");
}

int main(int argc, char **argv)
{
	const char *shell = argc > 1 ? argv[1] : "";

	if (argc < 3)
		die("usage", "mkcompletion bash|zsh|fish NAME...");
	for (int i = 2; i < argc; i++) {
		if (!applet_find(argv[i]) && (i > 2 || strcmp(argv[i], "holdbox") != 0))
			die(argv[i], "no such applet");
	}
	if (!strcmp(shell, "bash") || !strcmp(shell, "zsh"))
		print_table(shell, argc - 2, argv + 2);
	else if (strcmp(shell, "fish") != 0)
		die(shell, "no such shell");
	else if (!strcmp(argv[2], "holdbox"))
		print_fish_box(argc - 3, argv + 3);
	else
		print_fish(applet_find(argv[2]));
	if (fflush(stdout) || ferror(stdout))
		die("write error", strerror(errno));
	return 0;
}
