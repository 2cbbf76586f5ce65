/* ps - report the processes there are
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ps.html
 * procps-ng 4.x https://gitlab.com/procps-ng/procps
 *
 * Three syntaxes in one command line: UNIX's, with a dash; BSD's, without; GNU's, with two. What
 * makes no sense with a dash is read once more as if it had none: ps -aux, ps -ax.
 *
 * Each process is read, chosen, made into a row of cells and printed before the next one is read.
 * Where they are sorted, or shown as a tree, the rows are kept and printed at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/long_name.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "chosen.h"
#include "columns.h"
#include "field_find.h"
#include "field_keys.h"
#include "field_list.h"
#include "field_print.h"
#include "layout.h"
#include "proc/procfs.h"
#include "proc/program.h"
#include "rows.h"
#include "text/error.h"
#include "text/number.h"
#include "text/screen.h"
#include "text/utf8.h"

enum {
	COLUMNS = OPTION_LONG,
	CUMULATIVE,
	DESELECT,
	FOREST,
	EFFECTIVE_GROUP,
	HEADERS,
	INFO,
	PARENTS,
	NO_HEADERS,
	ROWS,
	SORT,
	GREP = CONFIG_FEATURE_PS_GREP ? SORT + 1 : OPTION_ABSENT,
};

/* Those of UNIX and GNU; BSD's letters are taken by take_bsd. */
static const struct applet_option options[] = {
	OPT('A', NULL, NULL, "all processes"),
	OPT('a', NULL, NULL, "those on a terminal that lead no session"),
	OPT('C', NULL, "LIST", "those with one of these names"),
	OPT('c', NULL, NULL, "scheduling class and priority, with -f, -j and -l too"),
	OPT('d', NULL, NULL, "all that lead no session"),
	OPT('e', NULL, NULL, "as -A"),
	OPT('F', NULL, NULL, "more than -f"),
	OPT('f', NULL, NULL, "full: with owner, parent, start and command line"),
	OPT('G', "Group", "LIST", "those of these real groups"),
	OPT('g', NULL, "LIST", "those of these sessions, or effective groups by name"),
	OPT(EFFECTIVE_GROUP, "group", "LIST", "those of these effective groups"),
	OPT(GREP, "grep", "ERE", "of all these, those whose command line matches ERE"),
	OPT('H', NULL, NULL, "indent each below its parent"),
	OPT('j', NULL, NULL, "with process group and session"),
	OPT('L', NULL, NULL, "threads, with their number and how many there are"),
	OPT('l', NULL, NULL, "long: with state, priority, size and where it waits"),
	OPT('M', "context", NULL, "with the security label"),
	OPT('m', NULL, NULL, "threads below each process"),
	OPT('N', "deselect", NULL, "all but those that the other options choose"),
	OPT('O', NULL, "FORMAT", "as -o, between pid and state, tty, time and command"),
	OPT('o', "format", "FORMAT", "these fields: NAME[:WIDTH][=HEADING],..."),
	OPT('P', NULL, NULL, "with the processor it is on"),
	OPT('p', "pid", "LIST", "those with these process IDs"),
	OPT(PARENTS, "ppid", "LIST", "the children of these process IDs"),
	OPT('q', "quick-pid", "LIST", "those with these process IDs, in this order"),
	OPT('s', "sid", "LIST", "those of these sessions"),
	OPT('T', NULL, NULL, "threads, with their number"),
	OPT('t', "tty", "LIST", "those on these terminals; - is none"),
	OPT('U', "User", "LIST", "those of these real users"),
	OPT('u', "user", "LIST", "those of these effective users"),
	OPT('V', NULL, NULL, "as --version"),
	OPT('w', NULL, NULL, "132 columns; twice: any number"),
	OPT('y', NULL, NULL, "with -l: RSS in place of F and ADDR"),
	OPT('Z', NULL, NULL, "as -M"),
	OPT(COLUMNS, "columns", "N", "that many columns"),
	OPT(COLUMNS, "cols", "N", "as --columns"),
	OPT(COLUMNS, "width", "N", "as --columns"),
	OPT(CUMULATIVE, "cumulative", NULL, "with the times of children that have ended"),
	OPT(FOREST, "forest", NULL, "show a tree"),
	OPT(HEADERS, "headers", NULL, "headings on every page"),
	OPT(INFO, "info", NULL, "what the formats are made of"),
	OPT(NO_HEADERS, "no-headers", NULL, "no headings"),
	OPT(ROWS, "rows", "N", "that many rows to a page"),
	OPT(ROWS, "lines", "N", "as --rows"),
	OPT(SORT, "sort", "LIST", "sort by these fields; -NAME from the greatest on"),
	{ .key = 0 },
};

/* What options switch on: sets of bits, enum chosen_by, enum layout and these. */
enum set { CHOICE, LAYOUT, SWITCHES, THREADS, SETS };
enum switches { ONLY_NAME = 1, ENVIRONMENT = 2, CHILDREN = 4, NUMBERS = 8 };
enum threads { UNIX_L = 1, UNIX_T = 2, UNIX_M = 4, BSD_H = 8, BSD_M = 16 };
enum heading { ONCE, NEVER, ON_PAGES };

/* A list of fields, or of keys to sort by, read when all options are known. */
struct request {
	char option; /* o, O; B: BSD's O; k */
	const char *text;
};

struct plan {
	char **argv, **first;
	bool bsd_only;	    /* the second reading, in which a dash means nothing */
	const char *cluster; /* the rest of the letters of a word */
	const char *wrong;   /* what is wrong with the command line */
	const char *word;    /* and with which word of it, or NULL */

	bool bsd; /* an option of BSD's was seen */
	bool listed; /* a list chooses that is not -q's */
	unsigned sets[SETS];
	const char *bsd_layout;
	struct chosen chosen;
	struct text requests;
	struct field_list fields;
	struct field_keys keys;
	const char *pattern;
	enum heading heading;
	bool conflict; /* of layouts */
	struct screen screen;

	struct columns columns;
	int proc;
	regex_t regex;
	struct view view;
	struct rows rows;
	struct output output;
	long long lines; /* to the next headings */
	bool printed;
};

/* ---- errors ---------------------------------------------------------------------------------- */

/* Notes what is wrong, to be told if the other reading makes no sense either. */
static bool refuse(struct plan *plan, const char *wrong, const char *word)
{
	plan->wrong = wrong;
	plan->word = word;
	return false;
}

static _Noreturn void report(const char *wrong, const char *word)
{
	if (word)
		usage_error("%s %pq", wrong, word);
	usage_error("%s", wrong);
}

/* ---- selection ------------------------------------------------------------------------------- */

static bool add_list(struct plan *plan, enum choice_kind kind, const char *list)
{
	return choices_add(&plan->chosen.choices, kind, list) ||
	       refuse(plan, plan->chosen.choices.wrong, NULL);
}

/* -g: sessions, as most have it, or effective groups where one of them is a name. */
static bool add_sessions_or_groups(struct plan *plan, const char *list)
{
	struct choices *choices = &plan->chosen.choices;
	size_t before = choices->list.length;

	if (!list[strspn(list, "0123456789, \t")] && choices_add(choices, BY_SESSION, list))
		return true;
	choices->list.length = before;
	if (choices_add(choices, BY_GROUP, list))
		return true;
	return refuse(plan, "list of session leaders OR effective group IDs was invalid", NULL);
}

/* Whether its command line matches; not our own, nor that of who has started us. */
static bool matches(struct plan *plan)
{
	pid_t pid = plan->view.pid;
	const char *line;

	if (pid == plan->chosen.self || pid == plan->chosen.parent)
		return false;
	line = program_line(&plan->view.process);
	return line && regexec(&plan->regex, line, 0, NULL, 0) == 0;
}

/* ---- formats --------------------------------------------------------------------------------- */

static bool add_format(struct plan *plan, const char *format)
{
	return field_list_add(&plan->fields, format) ||
	       refuse(plan, plan->fields.wrong, plan->fields.word);
}

static bool add_formats(struct plan *plan, const char *before, const char *format,
			const char *behind)
{
	return add_format(plan, before) && add_format(plan, format) && add_format(plan, behind);
}

/* BSD's O lists keys, or fields as -O does; what are no fields are keys. */
static bool take_overloaded(struct plan *plan, const char *text, bool has_format)
{
	bool are_fields = !strchr("+-", *text);

	for (const char *at = text; are_fields && *at; at += strcspn(at, ", "), at += *at != '\0')
		are_fields = field_find(at, strcspn(at, ":=, "));
	if (!are_fields)
		return field_keys_add_letters(&plan->keys, text) ||
		       refuse(plan, plan->keys.wrong, NULL);
	if (has_format)
		return refuse(plan, "option O is neither first format nor sort order", NULL);
	return add_formats(plan, "pid", text, "state,tname,time,comm");
}

/* Reads what -o, -O, O, --sort were given. Returns whether any fields were, in *has_format. */
static bool take_requests(struct plan *plan, bool *has_format)
{
	size_t count = plan->requests.length / sizeof(struct request);
	const struct request *request = (const void *)plan->requests.bytes;

	for (; count; count--, request++) {
		bool taken = true;

		if (request->option == 'k')
			taken = field_keys_add(&plan->keys, request->text) ||
				refuse(plan, plan->keys.wrong, NULL);
		else if (request->option == 'B')
			taken = take_overloaded(plan, request->text, *has_format);
		else if (request->option == 'O' && *has_format)
			taken = refuse(plan, "option -O can not follow other format options", NULL);
		else if (request->option == 'O')
			taken = add_formats(plan, "pid", request->text,
					    "state,tname,time,command");
		else
			taken = add_format(plan, request->text);
		if (!taken)
			return false;
		*has_format |= plan->fields.columns.length > 0;
	}
	return true;
}

/* Finds out what is to be shown. */
static bool choose_columns(struct plan *plan)
{
	unsigned layout = plan->sets[LAYOUT];
	const char *usual = getenv("PS_FORMAT");
	bool has_format = false;

	if (layout & LAYOUT_NO_FLAGS && !(layout & LAYOUT_LONG))
		return refuse(plan, "modifier -y without format -l makes no sense", NULL);
	if (!take_requests(plan, &has_format))
		return false;
	plan->conflict = plan->bsd_layout &&
			 (has_format || layout & (LAYOUT_FULL | LAYOUT_LONG | LAYOUT_JOBS));
	if (has_format)
		return true;
	if (plan->bsd_layout)
		return (!(layout & LAYOUT_LABEL) || add_format(plan, "label")) &&
		       add_format(plan, plan->bsd_layout);
	if (usual && *usual && !layout)
		return add_format(plan, usual);
	return layout_add(&plan->fields, layout | (plan->bsd ? LAYOUT_BSD : 0)) ||
	       refuse(plan, plan->fields.wrong, plan->fields.word);
}

/* ---- options --------------------------------------------------------------------------------- */

/* Options that take a list to choose by; the letters of BSD's are those of UNIX's but for U. */
static const struct {
	unsigned short key;
	enum choice_kind kind;
	const char *missing;
} lists[] = {
	{ 'C', BY_NAME, "list of command names must follow -C" },
	{ 'G', BY_REAL_GROUP, "list of real groups must follow -G" },
	{ 'g', BY_SESSION, "list of session leaders OR effective group names must follow -g" },
	{ 'p', BY_PID, "list of process IDs must follow -p" },
	{ 'q', BY_PID, "list of process IDs must follow -q" },
	{ 's', BY_SESSION, "list of session leaders must follow -s" },
	{ 't', BY_TTY, "list of terminals (pty, tty...) must follow -t" },
	{ 'U', BY_REAL_USER, "list of real users must follow -U" },
	{ 'u', BY_USER, "list of users must follow -u" },
	{ EFFECTIVE_GROUP, BY_GROUP, "list of effective groups must follow --group" },
	{ PARENTS, BY_PARENT, "list of process IDs must follow --ppid" },
};

/* The argument of a letter: the rest of its word, or the next word. */
static const char *take_argument(struct plan *plan)
{
	const char *argument = plan->cluster;

	if (!*argument)
		argument = *plan->argv ? *plan->argv++ : "";
	plan->cluster = "";
	return argument;
}

static bool take_list(struct plan *plan, int key, const char *list)
{
	size_t i = 0;

	while (lists[i].key != key)
		i++;
	if (!*list)
		return refuse(plan, lists[i].missing, NULL);
	plan->chosen.quick |= key == 'q';
	plan->listed |= key != 'q';
	if (key == 'g')
		return add_sessions_or_groups(plan, list);
	return add_list(plan, lists[i].kind, list);
}

static bool take_request(struct plan *plan, char option, const char *text)
{
	struct request *request;

	if (!*text)
		return refuse(plan, option == 'k' ? "long sort specification must follow --sort" :
				    option == 'o' ? "format specification must follow -o" :
						    "format or sort specification must follow -O",
			      NULL);
	request = text_add(&plan->requests, sizeof(*request));
	*request = (struct request){ option, text };
	return true;
}

static bool take_heading(struct plan *plan, enum heading heading)
{
	if (plan->heading)
		return refuse(plan, "only one heading option may be specified", NULL);
	plan->heading = heading;
	return true;
}

static bool take_bsd_layout(struct plan *plan, const char *layout)
{
	if (plan->bsd_layout)
		return refuse(plan, "conflicting format options", NULL);
	plan->bsd_layout = layout;
	return true;
}

static bool take_size(struct plan *plan, long long *size, const char *text, const char *wrong)
{
	return number_parse(text, 1, INT32_MAX, size) == NUMBER_OK || refuse(plan, wrong, NULL);
}

/* Letters that only switch something on: the bits of one of plan->sets. */
struct letter {
	char letter;
	unsigned char set;
	unsigned short bits;
};

static const struct letter unix_letters[] = {
	{ 'A', CHOICE, CHOOSE_ALL },		{ 'a', CHOICE, CHOOSE_ON_TERMINALS },
	{ 'c', LAYOUT, LAYOUT_CLASS },		{ 'd', CHOICE, CHOOSE_NO_LEADERS },
	{ 'e', CHOICE, CHOOSE_ALL },		{ 'F', LAYOUT, LAYOUT_FULL | LAYOUT_EXTRA },
	{ 'f', LAYOUT, LAYOUT_FULL },		{ 'j', LAYOUT, LAYOUT_JOBS },
	{ 'L', LAYOUT, LAYOUT_THREADS },	{ 'L', THREADS, UNIX_L },
	{ 'l', LAYOUT, LAYOUT_LONG },		{ 'M', LAYOUT, LAYOUT_LABEL },
	{ 'm', THREADS, UNIX_M },		{ 'N', CHOICE, CHOOSE_OTHERS },
	{ 'P', LAYOUT, LAYOUT_PROCESSOR },	{ 'T', LAYOUT, LAYOUT_THREAD_ID },
	{ 'T', THREADS, UNIX_T },		{ 'y', LAYOUT, LAYOUT_NO_FLAGS },
	{ 'Z', LAYOUT, LAYOUT_LABEL },
	{ 0, 0, 0 },
};

static const struct letter bsd_letters[] = {
	{ 'a', CHOICE, CHOOSE_ANYBODYS },  { 'c', SWITCHES, ONLY_NAME },
	{ 'e', SWITCHES, ENVIRONMENT },	   { 'g', CHOICE, CHOOSE_LEADERS },
	{ 'H', THREADS, BSD_H },	   { 'M', THREADS, BSD_M },
	{ 'm', THREADS, BSD_M },	   { 'n', SWITCHES, NUMBERS },
	{ 'r', CHOICE, CHOOSE_RUNNING },   { 'S', SWITCHES, CHILDREN },
	{ 'x', CHOICE, CHOOSE_ANYWHERE },  { 'Z', LAYOUT, LAYOUT_LABEL },
	{ 0, 0, 0 },
};

/* Whether letter is among these, and has done what it does. */
static bool switch_on(struct plan *plan, const struct letter *letters, int letter)
{
	bool found = false;

	for (; letters->letter; letters++) {
		if (letters->letter != letter)
			continue;
		plan->sets[letters->set] |= letters->bits;
		found = true;
	}
	return found;
}

/* A letter behind a dash, or what stands for it among the long names. */
static bool take_unix(struct plan *plan, int key)
{
	if (switch_on(plan, unix_letters, key))
		return true;
	switch (key) {
	case 'H':
		plan->rows.tree = TREE_INDENTED;
		return true;
	case 'V':
		exit(version_print(running_applet->name));
	case 'w':
		plan->screen.wide++;
		return true;
	case 'x':
		return refuse(plan, "must set personality to get -x option", NULL);
	case 'O':
	case 'o':
		return take_request(plan, (char)key, take_argument(plan));
	default:
		if (!strchr("CGgpqstUu", key))
			return refuse(plan, "unsupported SysV option", NULL);
		return take_list(plan, key, take_argument(plan));
	}
}

/* A letter without a dash that has an argument. */
static bool take_bsd_list(struct plan *plan, char letter)
{
	const char *argument;

	if (letter == 't' && !*plan->cluster && !*plan->argv) {
		choices_add_own_tty(&plan->chosen.choices);
		return true;
	}
	argument = take_argument(plan);
	switch (letter) {
	case 'k':
	case 'o':
		return take_request(plan, letter, argument);
	case 'O':
		return take_request(plan, 'B', argument);
	case 'U':
		return take_list(plan, 'u', argument);
	default:
		return take_list(plan, letter, argument);
	}
}

/* A letter without a dash. */
static bool take_bsd(struct plan *plan, char letter)
{
	static const char layouts[] = "jlsuvX";
	const char *layout = strchr(layouts, letter);

	if (letter != 'O')
		plan->bsd = true;
	if (layout)
		return take_bsd_layout(plan, field_macros[2 + (layout - layouts)].name);
	if (strchr("kOopqtU", letter))
		return take_bsd_list(plan, letter);
	if (strchr("Mm", letter) && plan->sets[THREADS] & BSD_M)
		return refuse(plan, "thread flags conflict; can't use both m and m", NULL);
	if (switch_on(plan, bsd_letters, letter))
		return true;
	switch (letter) {
	case 'f':
		plan->rows.tree = TREE_DRAWN;
		return true;
	case 'h':
		return take_heading(plan, NEVER);
	case 'L':
		if (*plan->cluster || *plan->argv || plan->argv != plan->first + 1)
			return refuse(plan, "the option is exclusive: L", NULL);
		exit(field_print_names());
	case 'T':
		choices_add_own_tty(&plan->chosen.choices);
		return true;
	case 'V':
	case 'w':
		return take_unix(plan, letter);
	default:
		return refuse(plan, "unsupported option (BSD syntax)", NULL);
	}
}

static bool take_long_key(struct plan *plan, int key, const char *argument)
{
	switch (key) {
	case KEY_HELP:
		exit(help_print(running_applet));
	case KEY_VERSION:
		exit(version_print(running_applet->name));
	case COLUMNS:
		return take_size(plan, &plan->screen.width, argument,
				 "number of columns must follow --cols, --width, or --columns");
	case ROWS:
		return take_size(plan, &plan->screen.height, argument,
				 "number of rows must follow --rows or --lines");
	case CUMULATIVE:
		plan->sets[SWITCHES] |= CHILDREN;
		return true;
	case DESELECT:
		return take_unix(plan, 'N');
	case FOREST:
		plan->rows.tree = TREE_DRAWN;
		return true;
	case HEADERS:
		return take_heading(plan, ON_PAGES);
	case NO_HEADERS:
		return take_heading(plan, NEVER);
	case INFO:
		exit(field_print_formats());
	case SORT:
		return take_request(plan, 'k', argument);
	case 'o':
		return take_request(plan, 'o', argument);
	case GREP:
		plan->pattern = argument;
		return true;
	default:
		return argument ? take_list(plan, key, argument) : take_unix(plan, key);
	}
}

/* --NAME, --NAME=VALUE or --NAME VALUE. There is but one way to read these. */
static bool take_long(struct plan *plan, const char *text)
{
	static const char *const others[] = { "--no-heading", "--no-headings", "--noheader",
					      "--noheaders",  "--noheading",   "--noheadings",
					      "--no-header",  "--header",      "--heading",
					      "--headings" };
	size_t length = strchrnul(text, '=') - text;
	const char *value = text[length] ? text + length + 1 : NULL;
	const struct applet_option *option;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (strcmp(text, others[i]) == 0)
			return take_heading(plan, text[2] == 'n' ? NEVER : ON_PAGES);
	}
	option = long_name_find(text, length - 2);
	if (value && !option->argument)
		usage_error("option --%s does not take an argument", option->name);
	if (!value && option->argument)
		value = *plan->argv ? *plan->argv++ : "";
	return take_long_key(plan, option->key, value);
}

/* A number: the process itself; behind a dash a process group, behind a plus a session. */
static bool take_number(struct plan *plan, const char *text, enum choice_kind kind)
{
	plan->bsd = true;
	return add_list(plan, kind, text);
}

static bool is_letter(char byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool take_word(struct plan *plan, const char *text)
{
	bool dash = text[0] == '-';

	if (dash && text[1] == '-' && is_letter(text[2]))
		return take_long(plan, text);
	if (is_digit(text[0]))
		return take_number(plan, text, BY_PID);
	if ((dash || text[0] == '+') && is_digit(text[1]))
		return take_number(plan, text + 1, dash ? BY_PROCESS_GROUP : BY_SESSION);
	if (!is_letter(text[dash]))
		return refuse(plan, "garbage option", NULL);
	plan->cluster = text + dash;
	while (*plan->cluster) {
		char letter = *plan->cluster;

		if (is_digit(letter) && !(dash && !plan->bsd_only))
			return take_number(plan, plan->cluster, BY_PID);
		plan->cluster++;
		if (!(dash && !plan->bsd_only ? take_unix(plan, letter) : take_bsd(plan, letter)))
			return false;
	}
	return true;
}

static bool threads_agree(struct plan *plan)
{
	unsigned threads = plan->sets[THREADS];
	const char *wrong = NULL;

	if (plan->rows.tree && threads)
		wrong = "thread display conflicts with forest display";
	else if (threads & UNIX_L && threads & UNIX_T)
		wrong = "thread flags conflict; can't use both -L and -T";
	else if (threads & UNIX_M && threads & BSD_M)
		wrong = "thread flags conflict; can't use both m and -m";
	else if (threads & BSD_H && threads & (UNIX_M | BSD_M))
		wrong = "thread flags conflict; can't use H with m or -m";
	return !wrong || refuse(plan, wrong, NULL);
}

/* Reads the command line, one way or the other. */
static bool read_words(struct plan *plan, char **argv, bool bsd_only)
{
	size_t length = 0;

	*plan = (struct plan){ .argv = argv, .first = argv, .bsd_only = bsd_only };
	for (char **word = argv; *word; word++)
		length += strlen(*word) + 1;
	/* -O has its own fields, and PS_FORMAT any; what grows beyond this must not move */
	text_reserve(&plan->fields.words, 2 * length + strlen(getenv("PS_FORMAT") ?: "") + 256);
	while (*plan->argv) {
		if (!take_word(plan, *plan->argv++))
			return false;
	}
	return threads_agree(plan) && choose_columns(plan);
}

/* What makes sense only in part, however it is read. */
static void check(struct plan *plan)
{
	unsigned by = plan->sets[CHOICE];

	if (plan->conflict)
		usage_error("conflicting format options");
	if (by & (CHOOSE_ON_TERMINALS | CHOOSE_NO_LEADERS) &&
	    by & (CHOOSE_ANYBODYS | CHOOSE_LEADERS | CHOOSE_ANYWHERE))
		usage_error("process selection options conflict");
	if (!plan->chosen.quick)
		return;
	if (by || plan->listed)
		fail(failure_status(), "-q cannot be combined with other selection options");
	if (field_keys_count(&plan->keys))
		fail(failure_status(), "-q cannot be used together with sort options");
	if (plan->rows.tree)
		fail(failure_status(), "-q cannot be used together with forest type listings");
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void print_row(void *data, const char *cells, const char *tree)
{
	struct plan *plan = data;

	if (plan->lines-- == 0) {
		columns_headings(&plan->columns, &plan->output);
		plan->lines = plan->heading == ON_PAGES ? plan->screen.height - 2 : INT64_MAX;
	}
	columns_row(&plan->columns, &plan->output, cells, tree);
	plan->printed = true;
}

static void add_cell(struct plan *plan, const struct field *field, size_t room)
{
	struct view *view = &plan->view;
	bool both = plan->sets[THREADS] & (UNIX_M | BSD_M);

	view->value = 0;
	view->room = room;
	/* of a process above its threads, and of the threads, what is not theirs alone */
	if (both && field->flags & (view->is_thread ? FIELD_PROCESS : FIELD_THREAD))
		view_put(view, "-");
	else
		field->show(view, field);
	*(char *)text_add(&view->cells, 1) = '\0';
}

static void add_cells(struct plan *plan)
{
	const struct columns *columns = &plan->columns;

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->list[i];

		bool open_ended = i + 1 == columns->count && !(column->flags & COLUMN_MASK);

		if (!(column->flags & COLUMN_LITERAL))
			add_cell(plan, column->data, open_ended ? SIZE_MAX - 1 : column->width);
	}
}

/* Shows what is in view. Returns whether it still was there. */
static bool show_row(struct plan *plan, bool first)
{
	struct view *view = &plan->view;
	struct row row = { .id = view->pid };

	view->gone = false;
	view->cells.length = 0;
	if (first)
		field_keys_show(&plan->keys, view);
	add_cells(plan);
	if (plan->rows.tree) {
		row.parent = view_stat(view, STAT_PPID);
		row.start = view_stat(view, STAT_START);
	}
	if (view->gone)
		return false;
	if (!plan->rows.keys && !plan->rows.tree)
		print_row(plan, view->cells.bytes, "");
	else if (first)
		row_keep(&plan->rows, &row, &view->cells);
	else
		row_continue(&plan->rows, &view->cells);
	return true;
}

/* The threads of the process in view, each as a row, below that of the process or alone. */
static void show_threads(struct plan *plan, struct scan *scan)
{
	struct view *view = &plan->view;
	bool below = plan->sets[THREADS] & (UNIX_M | BSD_M);
	int tasks;
	pid_t thread;

	if (!process_enter(&view->process))
		return;
	tasks = openat(view->process.directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (tasks < 0)
		return;
	if (!below || show_row(plan, true)) {
		view->is_thread = true;
		scan_start(scan, tasks);
		while ((thread = scan_next(scan))) {
			process_start(&view->process, tasks, thread);
			if (plan->fields.needs & FIELD_OTHER && !process_enter(&view->process))
				continue;
			show_row(plan, !below);
		}
		view->is_thread = false;
	}
	process_leave(&view->process);
	close(tasks);
}

static int count_files(unsigned needs)
{
	if (needs & FIELD_STAT)
		needs &= ~FIELD_NAME;
	return !!(needs & FIELD_STAT) + !!(needs & FIELD_STATUS) + !!(needs & FIELD_COMMAND) +
	       !!(needs & FIELD_NAME) + 2 * !!(needs & FIELD_OTHER);
}

/* Looks at one process: whether it is chosen, and its row. */
static void consider(struct plan *plan, pid_t pid, bool enter, struct scan *threads)
{
	struct view *view = &plan->view;

	process_start(&view->process, plan->proc, pid);
	view->pid = pid;
	view->gone = false;
	if (enter && !process_enter(&view->process))
		return;
	if (!chosen_has(&plan->chosen, view) ||
	    (CONFIG_FEATURE_PS_GREP && plan->pattern && !plan->chosen.quick && !matches(plan)))
		return;
	if (plan->sets[THREADS])
		show_threads(plan, threads);
	else
		show_row(plan, true);
}

/* Goes through a list of process IDs and not through all there are. A thread has one, too. */
static void consider_listed(struct plan *plan, const struct choice *choice, size_t count,
			    struct scan *threads)
{
	for (; count; count--, choice++) {
		process_start(&plan->view.process, plan->proc, choice->number);
		if (process_enter(&plan->view.process) &&
		    view_status(&plan->view, "Tgid", 0) == choice->number)
			consider(plan, choice->number, true, threads);
	}
}

static void consider_all(struct plan *plan)
{
	unsigned needs = plan->fields.needs | chosen_needs(&plan->chosen) |
			 (plan->rows.tree ? FIELD_STAT : 0) | (plan->pattern ? FIELD_COMMAND : 0);
	bool enter = count_files(needs) > 1 || plan->sets[THREADS];
	struct scan scan, threads;
	size_t count;
	const struct choice *list = chosen_pids(&plan->chosen, &count);
	pid_t pid;

	if (list) {
		consider_listed(plan, list, count, &threads);
		return;
	}
	scan_start(&scan, plan->proc);
	while ((pid = scan_next(&scan)))
		consider(plan, pid, enter, &threads);
	process_leave(&plan->view.process);
}

/* ---- main ------------------------------------------------------------------------------------ */

static void prepare_columns(struct plan *plan)
{
	bool titled = false;

	plan->columns.list = (struct column *)(void *)plan->fields.columns.bytes;
	plan->columns.count = plan->fields.columns.length / sizeof(struct column);
	for (size_t i = 0; i < plan->columns.count; i++)
		plan->rows.cells += !(plan->columns.list[i].flags & COLUMN_LITERAL);
	plan->rows.keys = field_keys_count(&plan->keys);
	plan->rows.reverse = plan->keys.reverse;
	plan->fields.needs |= plan->keys.needs;
	plan->columns.utf8 = plan->view.utf8;
	plan->columns.branch = plan->rows.tree;
	for (size_t i = 0; i < plan->columns.count; i++) {
		struct column *column = &plan->columns.list[i];

		titled |= *column->heading != '\0';
		/* BSD's n may be the last of the options */
		if (plan->view.numbers && column->flags & FIELD_USER)
			column->flags |= COLUMN_RIGHT;
	}
	screen_fit(&plan->screen, plan->heading == ON_PAGES);
	plan->columns.screen = plan->screen.width;
	columns_fit(&plan->columns);
	plan->lines = titled && plan->heading != NEVER ? 0 : INT64_MAX;
}

/* What is shown of each process, and how. */
static void prepare_view(struct plan *plan)
{
	struct view *view = &plan->view;
	unsigned switches = plan->sets[SWITCHES];

	view_start(view);
	view->utf8 = utf8_locale();
	view->only_name = switches & ONLY_NAME;
	view->environment = switches & ENVIRONMENT;
	view->children = switches & CHILDREN;
	view->numbers = switches & NUMBERS;
	view->process.keeps = true;
	plan->chosen.by = plan->sets[CHOICE];
	plan->chosen.on_any = plan->bsd;
	chosen_start(&plan->chosen, view, plan->proc);
}

static void compile_pattern(struct plan *plan)
{
	char message[128];
	int wrong = regcomp(&plan->regex, plan->pattern, REG_EXTENDED | REG_NOSUB);

	if (!wrong)
		return;
	regerror(wrong, &plan->regex, message, sizeof(message));
	usage_error("%pq: %s", plan->pattern, message);
}

static int ps_main(int argc, char **argv)
{
	char buffer[32768];
	struct plan plan;
	const char *wrong, *word;

	(void)argc;
	if (!read_words(&plan, argv + 1, false)) {
		wrong = plan.wrong;
		word = plan.word;
		if (!read_words(&plan, argv + 1, true))
			report(wrong, word);
	}
	check(&plan);
	if (CONFIG_FEATURE_PS_GREP && plan.pattern)
		compile_pattern(&plan);
	plan.proc = procfs_open(failure_status());
	prepare_view(&plan);
	prepare_columns(&plan);
	output_start(&plan.output, 1, buffer, sizeof(buffer));
	consider_all(&plan);
	rows_print(&plan.rows, print_row, &plan);
	if (plan.lines == 0 && !plan.printed)
		columns_headings(&plan.columns, &plan.output);
	return output_finish(&plan.output) || !plan.printed;
}

APPLET(ps) = {
	.name = "ps",
	.main = ps_main,
	.synopsis = "[-AacdeFfHjLlMmNPTVwyZ] [-CGgOopqstUu LIST]...\n"
		    "[acefghHjlLmnrSsTuVvwXxZ] [kOopqtU LIST]... [PID]...",
	.summary = "Report what processes there are: those of the same user on the same\n"
		   "terminal, or those that options choose.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_PROCPS,
};
