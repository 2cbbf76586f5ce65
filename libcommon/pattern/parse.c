/* parse.c - the syntax of extended regular expressions, as in POSIX and glibc.
 *
 * What POSIX leaves undefined is as in glibc: \w \W \s \S \< \> \b \B \` \' and back references,
 * empty alternatives, and an unmatched ")" are accepted. A backslash before any other character
 * stands for that character. A "*" with nothing to repeat is an error.
 */
#include <string.h>

#include "pattern/bracket.h"
#include "pattern/interval.h"
#include "pattern/parse.h"
#include "pattern/set.h"

/*
 * A group that is still open; number 0 is the whole pattern. The JUMPs at the ends of alternatives
 * get their targets when it is closed: until then, each has the distance to the preceding one.
 */
struct group {
	int number;
	int place, branch; /* where the code of the group and of its current alternative begin */
	int jump;          /* the last JUMP, or 0 */
	unsigned complete; /* groups that were complete at its beginning */
	unsigned others;   /* and at the ends of its alternatives so far */
};

struct parser {
	struct pattern_code *code;
	const char *at;
	struct text open;  /* groups, the innermost last */
	int groups;        /* so far */
	unsigned complete; /* bit N: group N can be referred to */
};

static struct group *innermost(struct parser *parser)
{
	return (struct group *)(void *)(parser->open.bytes + parser->open.length) - 1;
}

static bool is_nested(const struct parser *parser)
{
	return parser->open.length > sizeof(struct group);
}

static bool is_referred(const struct parser *parser, int group)
{
	return group <= PATTERN_GROUPS && parser->code->referred >> group & 1;
}

/* ---- repetitions ----------------------------------------------------------------------------- */

/* The operators that repeat the code at place. */
static const char *parse_repetitions(struct parser *parser, int place)
{
	bool optional = false, unlimited = false;
	int minimum, maximum;
	const char *fault;

	while (*parser->at && strchr("*+?{", *parser->at)) {
		char operator = *parser->at++;

		minimum = operator == '+';
		maximum = operator == '?' ? 1 : -1;
		fault = operator == '{' ? pattern_interval(&parser->at, &minimum, &maximum) : NULL;
		if (fault)
			return fault;
		/* what was done is not done again, so x*** is no longer than x* */
		if (minimum <= 1 && (maximum == 1 || maximum < 0)) {
			minimum = minimum || optional;
			maximum = unlimited ? 1 : maximum;
			optional |= minimum == 0;
			unlimited |= maximum < 0;
		} else {
			optional = unlimited = false;
		}
		pattern_repeat(parser->code, place, minimum, maximum);
		if (parser->code->too_big)
			return pattern_too_big;
	}
	return NULL;
}

/* ---- groups and alternatives ----------------------------------------------------------------- */

static void open_group(struct parser *parser)
{
	struct group group = {
		.number = parser->groups++, .place = pattern_length(parser->code),
		.complete = parser->complete,
	};

	if (is_referred(parser, group.number))
		pattern_add(parser->code, PATTERN_OPEN, group.number);
	group.branch = pattern_length(parser->code);
	memcpy(text_add(&parser->open, sizeof(group)), &group, sizeof(group));
}

/* Ends an alternative and begins the next one. */
static void next_branch(struct parser *parser)
{
	struct group *group = innermost(parser);
	struct pattern_code *code = parser->code;
	int end = pattern_length(code) + 1;

	pattern_insert(code, group->branch, PATTERN_SPLIT, end + 1 - group->branch);
	pattern_add(code, PATTERN_JUMP, group->jump ? end - group->jump : 0);
	group->jump = end;
	group->branch = end + 1;
	group->others |= parser->complete;
	parser->complete = group->complete;
}

/* Returns the place of the code of the group. */
static int close_group(struct parser *parser)
{
	struct group group = *innermost(parser);
	int jump = group.jump, distance;

	while (jump && !parser->code->too_big) {
		distance = cell_argument(pattern_cells(parser->code)[jump]);
		pattern_land(parser->code, jump);
		jump = distance ? jump - distance : 0;
	}
	if (is_referred(parser, group.number))
		pattern_add(parser->code, PATTERN_CLOSE, group.number);
	parser->complete |= group.others;
	if (group.number <= PATTERN_GROUPS)
		parser->complete |= 1U << group.number;
	parser->open.length -= sizeof(group);
	return group.place;
}

/* ---- the pattern ----------------------------------------------------------------------------- */

static void add_character(struct parser *parser)
{
	unsigned character = pattern_character(parser->code, &parser->at);

	pattern_add(parser->code, PATTERN_CHARACTER, (int)character);
}

static void add_class(struct parser *parser, enum character_class class, bool negated)
{
	struct text *sets = &parser->code->sets;
	int set = set_start(sets);

	set_add_class(sets, set, class, parser->code->utf8);
	if (class == CLASS_ALNUM)
		set_add_range(sets, set, '_', '_');
	if (negated)
		set_negate(sets, set);
	pattern_add(parser->code, PATTERN_SET, set);
}

/* What follows a backslash; sets *anchor if it cannot be repeated. */
static const char *parse_escape(struct parser *parser, bool *anchor)
{
	static const char anchors[] = "`'<>bB"; /* as the operations */
	const char *found = strchr(anchors, *parser->at);
	int digit = *parser->at - '0';

	if (!*parser->at)
		return "Trailing backslash";
	if (digit >= 1 && digit <= PATTERN_GROUPS) {
		if (!(parser->complete >> digit & 1))
			return "Invalid back reference";
		pattern_add(parser->code, PATTERN_REFERENCE, digit);
	} else if (found) {
		*anchor = true;
		pattern_add(parser->code, PATTERN_TEXT_BEGIN + (int)(found - anchors), 0);
	} else if (strchr("wW", *parser->at)) {
		add_class(parser, CLASS_ALNUM, *parser->at == 'W');
	} else if (strchr("sS", *parser->at)) {
		add_class(parser, CLASS_SPACE, *parser->at == 'S');
	} else {
		add_character(parser);
		return NULL;
	}
	parser->at++;
	return NULL;
}

/* Anything but groups and alternatives; sets *anchor if it cannot be repeated. */
static const char *parse_single(struct parser *parser, bool *anchor)
{
	struct pattern_code *code = parser->code;

	switch (*parser->at) {
	case '*':
	case '+':
	case '?':
	case '{':
		return "Invalid preceding regular expression";
	case '[':
		parser->at++;
		return pattern_bracket(code, &parser->at);
	case '\\':
		parser->at++;
		return parse_escape(parser, anchor);
	case '^':
	case '$':
		*anchor = true;
		pattern_add(code, *parser->at++ == '^' ? PATTERN_TEXT_BEGIN : PATTERN_TEXT_END, 0);
		return NULL;
	case '.':
		parser->at++;
		pattern_add(code, PATTERN_ANY, 0);
		return NULL;
	default:
		add_character(parser);
		return NULL;
	}
}

/* The beginning or end of a group or alternative, or a single part, with its repetitions. */
static const char *parse_piece(struct parser *parser)
{
	int place = pattern_length(parser->code);
	bool anchor = false, ends = *parser->at == ')' && is_nested(parser);
	const char *fault;

	if (parser->code->too_big)
		return pattern_too_big;
	if (*parser->at == '(' || *parser->at == '|') {
		if (*parser->at++ == '(')
			open_group(parser);
		else
			next_branch(parser);
		return NULL;
	}
	if (ends) {
		parser->at++;
		place = close_group(parser);
	} else {
		fault = parse_single(parser, &anchor);
		if (fault)
			return fault;
	}
	return anchor ? NULL : parse_repetitions(parser, place);
}

const char *pattern_parse(struct pattern_code *code, const char *text)
{
	struct parser parser = { .code = code, .at = text };
	const char *fault = NULL;

	for (const char *at = text; *at; at++) {
		if (*at == '\\' && *++at >= '1' && *at <= '9')
			code->referred |= 1U << (*at - '0');
		if (!*at)
			break;
	}
	open_group(&parser);
	while (*parser.at && !fault)
		fault = parse_piece(&parser);
	if (!fault && is_nested(&parser))
		fault = "Unmatched ( or \\(";
	if (!fault) {
		close_group(&parser);
		pattern_add(code, PATTERN_END, 0);
		fault = code->too_big ? pattern_too_big : NULL;
	}
	text_free(&parser.open);
	return fault;
}
