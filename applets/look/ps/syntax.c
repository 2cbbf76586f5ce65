/* syntax.c - the three syntaxes of the command line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "applet/failure.h"
#include "applet/long_name.h"
#include "applet/row.h"
#include "applet/usage.h"
#include "layout.h"
#include "request.h"
#include "syntax.h"
#include "text/byte.h"
#include "text/number.h"
#include "text/variable.h"

/* The state of one reading of the command line. */
struct syntax {
	struct refusal refusal;
	struct plan *plan;
	char **words, **first;
	bool bsd_only;	     /* the second reading, in which a dash means nothing */
	const char *cluster; /* the letters of the current word that are still to be read */
	struct requests requests;
	bool has_list; /* other than that of -q */
};

/* ---- options with an argument ---------------------------------------------------------------- */

static bool add_list(struct syntax *syntax, enum selector_kind kind, const char *list)
{
	return selectors_add(&syntax->plan->selection.selectors, kind, list, &syntax->refusal);
}

/* -g: sessions, which is the usual meaning, or effective groups if one of them is a name. */
static bool add_sessions_or_groups(struct syntax *syntax, const char *list)
{
	struct text *selectors = &syntax->plan->selection.selectors;
	size_t before = selectors->length;

	if (!list[span_of(list, "0123456789, \t")] && add_list(syntax, BY_SESSION, list))
		return true;
	selectors->length = before;
	if (add_list(syntax, BY_GROUP, list))
		return true;
	return refuse_word(&syntax->refusal,
			   "list of session leaders OR effective group IDs was invalid", list,
			   strlen(list));
}

/* Options with a list of processes. BSD's letters are the same as UNIX's, except U. */
static const struct {
	unsigned short key;
	enum selector_kind kind;
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
static const char *take_argument(struct syntax *syntax)
{
	const char *argument = syntax->cluster;

	if (!*argument)
		argument = *syntax->words ? *syntax->words++ : "";
	syntax->cluster = "";
	return argument;
}

static bool take_list(struct syntax *syntax, int key, const char *list)
{
	size_t i = 0;

	while (lists[i].key != key)
		i++;
	if (!*list)
		return refuse(&syntax->refusal, lists[i].missing);
	syntax->plan->selection.quick |= key == 'q';
	syntax->has_list |= key != 'q';
	if (key == 'g')
		return add_sessions_or_groups(syntax, list);
	return add_list(syntax, lists[i].kind, list);
}

static bool take_request(struct syntax *syntax, char option, const char *text)
{
	return requests_add(&syntax->requests, option, text, &syntax->refusal);
}

static bool take_heading(struct syntax *syntax, enum heading heading)
{
	if (syntax->plan->heading)
		return refuse(&syntax->refusal, "only one heading option may be specified");
	syntax->plan->heading = heading;
	return true;
}

static bool take_bsd_layout(struct syntax *syntax, const char *layout)
{
	if (syntax->requests.bsd_layout && syntax->requests.bsd_layout != layout)
		return refuse(&syntax->refusal, "conflicting format options");
	syntax->requests.bsd_layout = layout;
	return true;
}

static bool take_size(struct syntax *syntax, long long *size, const char *text, const char *wrong)
{
	enum number_result result = number_parse(text, 1, INT32_MAX, size);

	if (result == NUMBER_OVERFLOW)
		wrong = "number of columns or rows must be from 1 to 2147483647";
	return result == NUMBER_OK ||
	       refuse_word(&syntax->refusal, wrong, *text ? text : NULL, strlen(text));
}

static bool take_text(struct syntax *syntax, const char **place, const char *text,
		      const char *missing)
{
	if (!*text)
		return refuse(&syntax->refusal, missing);
	*place = text;
	return true;
}

/* ---- letters --------------------------------------------------------------------------------- */

/* A letter that only sets bits in one of the plan's sets. */
struct letter {
	char letter;
	unsigned char set;
	unsigned short bits;
};

static const struct letter unix_letters[] = {
	{ 'A', SELECTION, SELECT_ALL },
	{ 'a', SELECTION, SELECT_ON_TERMINALS },
	{ 'c', LAYOUT, LAYOUT_CLASS },
	{ 'd', SELECTION, SELECT_NO_LEADERS },
	{ 'e', SELECTION, SELECT_ALL },
	{ 'F', LAYOUT, LAYOUT_FULL | LAYOUT_EXTRA },
	{ 'f', LAYOUT, LAYOUT_FULL },
	{ 'j', LAYOUT, LAYOUT_JOBS },
	{ 'L', LAYOUT, LAYOUT_THREADS },
	{ 'L', THREADS, UNIX_L },
	{ 'l', LAYOUT, LAYOUT_LONG },
	{ 'M', LAYOUT, LAYOUT_LABEL },
	{ 'm', THREADS, UNIX_M },
	{ 'N', SELECTION, SELECT_OTHERS },
	{ 'P', LAYOUT, LAYOUT_PROCESSOR },
	{ 'T', LAYOUT, LAYOUT_THREAD_ID },
	{ 'T', THREADS, UNIX_T },
	{ 'y', LAYOUT, LAYOUT_NO_FLAGS },
	{ 'Z', LAYOUT, LAYOUT_LABEL },
	{ 0, 0, 0 },
};

static const struct letter bsd_letters[] = {
	{ 'a', SELECTION, SELECT_ALL_USERS },
	{ 'c', SWITCHES, NAME_ONLY },
	{ 'e', SWITCHES, ENVIRONMENT },
	{ 'g', SELECTION, SELECT_LEADERS },
	{ 'H', THREADS, BSD_H },
	{ 'M', THREADS, BSD_M },
	{ 'm', THREADS, BSD_M },
	{ 'n', SWITCHES, NUMBERS },
	{ 'r', SELECTION, SELECT_RUNNING },
	{ 'S', SWITCHES, CHILDREN },
	{ 'x', SELECTION, SELECT_ANYWHERE },
	{ 'Z', LAYOUT, LAYOUT_LABEL },
	{ 0, 0, 0 },
};

/* Sets the bits of a letter. Returns whether it is in the table. */
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

/* A letter after a dash, or the equivalent of a long name. */
static bool take_unix_letter(struct syntax *syntax, int key)
{
	if (switch_on(syntax->plan, unix_letters, key))
		return true;
	switch (key) {
	case 'D':
		return take_text(syntax, &syntax->plan->date_format, take_argument(syntax),
				 "date format must follow -D");
	case 'H':
		syntax->plan->tree = TREE_INDENTED;
		return true;
	case 'V':
		exit(version_print(applet_name(running_applet)));
	case 'w':
		syntax->plan->screen.wide++;
		return true;
	case 'x':
		return refuse(&syntax->refusal, "must set personality to get -x option");
	case 'O':
	case 'o':
		return take_request(syntax, (char)key, take_argument(syntax));
	default:
		if (!strchr("CGgpqstUu", key))
			return refuse_word(&syntax->refusal, "unsupported SysV option",
					   syntax->cluster - 1, 1);
		return take_list(syntax, key, take_argument(syntax));
	}
}

/* A letter without a dash that has an argument. */
static bool take_bsd_argument(struct syntax *syntax, char letter)
{
	const char *argument;

	if (letter == 't' && !*syntax->cluster && !*syntax->words) {
		selectors_add_own_tty(&syntax->plan->selection.selectors);
		return true;
	}
	argument = take_argument(syntax);
	switch (letter) {
	case 'k':
	case 'o':
		return take_request(syntax, letter, argument);
	case 'O':
		return take_request(syntax, 'B', argument);
	case 'U':
		return take_list(syntax, 'u', argument);
	default:
		return take_list(syntax, letter, argument);
	}
}

/* A letter without a dash. */
static bool take_bsd_letter(struct syntax *syntax, char letter)
{
	static const char layouts[] = "jlsuvX";
	const char *layout = strchr(layouts, letter);
	struct plan *plan = syntax->plan;

	if (letter != 'O')
		plan->bsd = true;
	if (layout)
		return take_bsd_layout(syntax, field_macros[2 + (layout - layouts)].fields);
	if (strchr("kOopqtU", letter))
		return take_bsd_argument(syntax, letter);
	if (strchr("Mm", letter) && plan->sets[THREADS] & BSD_M)
		return refuse(&syntax->refusal, "thread flags conflict; can't use both m and m");
	if (switch_on(plan, bsd_letters, letter))
		return true;
	switch (letter) {
	case 'f':
		plan->tree = TREE_DRAWN;
		return true;
	case 'h':
		return take_heading(syntax, HEADING_NEVER);
	case 'L':
		if (*syntax->cluster || *syntax->words || syntax->words != syntax->first + 1)
			return refuse(&syntax->refusal, "the option is exclusive: L");
		exit(fields_print());
	case 'T':
		selectors_add_own_tty(&plan->selection.selectors);
		return true;
	case 'V':
	case 'w':
		return take_unix_letter(syntax, letter);
	default:
		return refuse_word(&syntax->refusal, "unsupported option (BSD syntax)",
				   syntax->cluster - 1, 1);
	}
}

/* ---- long options ---------------------------------------------------------------------------- */

static bool take_long_key(struct syntax *syntax, int key, const char *argument)
{
	struct plan *plan = syntax->plan;

	switch (key) {
	case KEY_HELP:
		exit(help_print(running_applet));
	case KEY_VERSION:
		exit(version_print(applet_name(running_applet)));
	case COLUMNS:
		return take_size(syntax, &plan->screen.width, argument,
				 "number of columns must follow --cols, --width, or --columns");
	case ROWS:
		return take_size(syntax, &plan->screen.height, argument,
				 "number of rows must follow --rows or --lines");
	case CONTEXT:
		plan->sets[LAYOUT] |= LAYOUT_CONTEXT;
		return true;
	case CUMULATIVE:
		plan->sets[SWITCHES] |= CHILDREN;
		return true;
	case 'D':
		return take_text(syntax, &plan->date_format, argument,
				 "date format must follow --date-format");
	case DELIMITER:
		return take_text(syntax, &plan->delimiter, argument,
				 "delimiter must follow --delimiter");
	case DESELECT:
		return take_unix_letter(syntax, 'N');
	case FOREST:
		plan->tree = TREE_DRAWN;
		return true;
	case HEADERS:
		return take_heading(syntax, HEADING_PAGES);
	case NO_HEADERS:
		return take_heading(syntax, HEADING_NEVER);
	case INFO:
		exit(field_macros_print());
	case SIGNAL_NAMES:
		plan->sets[SWITCHES] |= SIGNALS;
		return true;
	case SORT:
		return take_request(syntax, 'k', argument);
	case 'o':
		return take_request(syntax, 'o', argument);
	case GREP:
		plan->pattern = argument;
		return true;
	default:
		return argument ? take_list(syntax, key, argument) : take_unix_letter(syntax, key);
	}
}

/* --NAME, --NAME=VALUE or --NAME VALUE. Mistakes are final: no second reading understands these. */
static bool take_long_option(struct syntax *syntax, const char *text)
{
	static const char headings[] = "no-heading\0no-headings\0noheader\0noheaders\0"
				       "noheading\0noheadings\0no-header\0"
				       "header\0heading\0headings\0";
	size_t length = strchrnul(text, '=') - text;
	const char *value = text[length] ? text + length + 1 : NULL;
	const struct option_row *row;

	for (const char *name = headings; *name; name += strlen(name) + 1) {
		if (strcmp(text + 2, name) == 0)
			return take_heading(syntax,
					    text[2] == 'n' ? HEADING_NEVER : HEADING_PAGES);
	}
	row = long_name_find(text, length - 2);
	if (value && option_argument(row) == ROW_WITHOUT_ARGUMENT)
		usage_error("option --%s does not take an argument", option_name(row));
	if (!value && option_argument(row) != ROW_WITHOUT_ARGUMENT)
		value = *syntax->words ? *syntax->words++ : "";
	return take_long_key(syntax, option_key(row), value);
}

/* ---- words ----------------------------------------------------------------------------------- */

/* A number is a process; after a dash it is a process group, after a plus a session. */
static bool take_number(struct syntax *syntax, const char *text, enum selector_kind kind)
{
	syntax->plan->bsd = true;
	return add_list(syntax, kind, text);
}

static bool is_letter(char byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool take_word(struct syntax *syntax, const char *text)
{
	bool dash = text[0] == '-', bsd = !dash || syntax->bsd_only;

	if (dash && text[1] == '-' && is_letter(text[2]))
		return take_long_option(syntax, text);
	if (is_digit(text[0]))
		return take_number(syntax, text, BY_PID);
	if ((dash || text[0] == '+') && is_digit(text[1]))
		return take_number(syntax, text + 1, dash ? BY_PROCESS_GROUP : BY_SESSION);
	if (!is_letter(text[dash]))
		return refuse_word(&syntax->refusal, "garbage option", text, strlen(text));
	syntax->cluster = text + dash;
	while (*syntax->cluster) {
		char letter = *syntax->cluster;

		if (is_digit(letter) && bsd)
			return take_number(syntax, syntax->cluster, BY_PID);
		syntax->cluster++;
		if (!(bsd ? take_bsd_letter(syntax, letter) : take_unix_letter(syntax, letter)))
			return false;
	}
	return true;
}

static bool check_threads(struct syntax *syntax)
{
	unsigned threads = syntax->plan->sets[THREADS];
	const char *wrong = NULL;

	if (syntax->plan->tree && threads)
		wrong = "thread display conflicts with forest display";
	else if (threads & UNIX_L && threads & UNIX_T)
		wrong = "thread flags conflict; can't use both -L and -T";
	else if (threads & UNIX_M && threads & BSD_M)
		wrong = "thread flags conflict; can't use both m and -m";
	else if (threads & BSD_H && threads & (UNIX_M | BSD_M))
		wrong = "thread flags conflict; can't use H with m or -m";
	return !wrong || refuse(&syntax->refusal, wrong);
}

/* Reads the command line in one way or the other. */
static bool read_words(struct syntax *syntax, struct plan *plan, char **words, bool bsd_only)
{
	size_t length = 0;

	*plan = (struct plan){ .heading = HEADING_ONCE };
	*syntax = (struct syntax){
		.plan = plan,
		.words = words,
		.first = words,
		.bsd_only = bsd_only,
	};
	for (char **word = words; *word; word++)
		length += strlen(*word) + 1;
	/* what -O adds and PS_FORMAT are not words; headings must not move as this grows */
	text_reserve(&plan->fields.words,
		     2 * length + strlen(variable_value("PS_FORMAT") ?: "") + 256);
	while (*syntax->words) {
		if (!take_word(syntax, *syntax->words++))
			return false;
	}
	return check_threads(syntax) && requests_apply(&syntax->requests, plan, &syntax->refusal);
}

/* Conflicts that remain whichever way the words are read. */
static void check_conflicts(const struct syntax *syntax)
{
	const struct plan *plan = syntax->plan;
	unsigned by = plan->sets[SELECTION];

	if (syntax->requests.conflict)
		usage_error("conflicting format options");
	if (by & (SELECT_ON_TERMINALS | SELECT_NO_LEADERS) &&
	    by & (SELECT_ALL_USERS | SELECT_LEADERS | SELECT_ANYWHERE))
		usage_error("process selection options conflict");
	if (!plan->selection.quick)
		return;
	if (by || syntax->has_list)
		applet_fail("-q cannot be combined with other selection options");
	if (field_keys_count(&plan->keys))
		applet_fail("-q cannot be used together with sort options");
	if (plan->tree)
		applet_fail("-q cannot be used together with forest type listings");
}

void syntax_read(struct plan *plan, char **words)
{
	struct syntax syntax;
	struct refusal first;

	if (!read_words(&syntax, plan, words, false)) {
		first = syntax.refusal;
		if (!read_words(&syntax, plan, words, true))
			refusal_report(&first);
	}
	check_conflicts(&syntax);
}
