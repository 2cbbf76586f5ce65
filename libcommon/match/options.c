/* options.c - conditions for processes, as options and operands. */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "match/options.h"
#include "proc/tty_name.h"
#include "signal/signals.h"
#include "target/handle.h"
#include "target/pidfile.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"
#include "user/account.h"

enum {
	/* those that procps compares without --nslist */
	USUAL_NAMESPACES =
		(1 << NAMESPACE_TYPES) - 1 - (1 << NAMESPACE_CGROUP) - (1 << NAMESPACE_TIME),
	FATAL = 3,     /* status if /proc or a table of names cannot be read */
	NO_FILE = 1,   /* status for an invalid pidfile */
	MALFORMED = 2, /* and for a malformed pattern */
	HANDLES = MATCH_LISTS, /* lists of other things than numbers */
	NAMESPACES,
};

static const char NOT_A_NUMBER[] = "not a number"; /* as procps reports it */

/* The number that text is; fails if it is malformed ("FAULT: TEXT") or out of range. */
static long long parse_number(const char *text, const char *fault, long long minimum,
			      long long maximum)
{
	long long value;

	switch (number_parse(text, minimum, maximum, &value)) {
	case NUMBER_OK:
		return value;
	case NUMBER_INVALID:
		applet_fail("%s: %pn", fault, text);
	default:
		if (fault == NOT_A_NUMBER)
			fault = "number out of range";
		applet_fail("%s: %pn: must be from %lld to %lld", fault, text, minimum,
		     maximum);
	}
}

static long long parse_id(const char *text, const char *fault, pid_t minimum)
{
	return parse_number(text, fault, minimum, INT_MAX);
}

/* The number that an element of a list stands for. */
static long long parse_element(enum match_list list, const char *text)
{
	struct account user;
	long long value;
	gid_t group;

	switch (list) {
	case MATCH_PGRP:
		value = parse_id(text, "invalid process group", 0);
		return value ? value : getpgrp();
	case MATCH_SESSION:
		value = parse_id(text, "invalid session id", 0);
		return value ? value : getsid(0);
	case MATCH_TTY:
		if (!strcmp(text, "?") || !strcmp(text, "-"))
			return 0;
		return tty_parse(text, &value) ? value : LLONG_MIN; /* no process has that */
	case MATCH_EUID:
	case MATCH_UID:
		if (user_find(text, &user))
			return user.uid;
		account_require_look(FATAL, text);
		applet_fail("invalid user name: %pn", text);
	case MATCH_GID:
		if (group_find(text, &group))
			return group;
		account_require_look(FATAL, text);
		applet_fail("invalid group name: %pn", text);
	default:
		return parse_id(text, NOT_A_NUMBER, 0);
	}
}

static void take_element(struct match_request *request, int list, const char *text)
{
	struct handle handle;
	int type;

	if (list < MATCH_LISTS) {
		condition_add_number(&request->match.conditions.lists[list],
				     parse_element(list, text));
	} else if (list == HANDLES) {
		if (!handle_parse(text, &handle))
			handle = (struct handle){ .pid = parse_id(text, NOT_A_NUMBER, 1) };
		memcpy(text_add(&request->match.conditions.handles, sizeof(handle)), &handle,
		       sizeof(handle));
	} else {
		type = namespace_find(text);
		if (type >= 0)
			request->match.conditions.namespaces |= 1U << type;
		else
			usage_error("unknown namespace type: %pn", text);
	}
}

/* Each element of text, between commas. Empty ones are skipped, but the list is not to be empty. */
static void take_list(struct match_request *request, int list, const char *text)
{
	char copy[TABLE_NAME_SIZE];
	size_t length;

	do {
		text += span_of(text, ",");
		length = span_before(text, ",");
		if (length >= sizeof(copy))
			usage_error("argument is too long: %pn", text);
		memcpy(copy, text, length);
		copy[length] = '\0';
		take_element(request, list, copy);
		text += length;
	} while (text[span_of(text, ",")]);
	request->given |= list != NAMESPACES;
}

/* Conditions that are not lists. */
static bool take_single(struct match_request *request, int key, const char *argument)
{
	struct match *match = &request->match;
	struct conditions *conditions = &match->conditions;

	match->newest |= key == 'n';
	match->oldest |= key == 'o';
	if (key == 'O')
		conditions->older = parse_number(argument, NOT_A_NUMBER, 0, LLONG_MAX);
	else if (key == 'F')
		request->pidfile = argument;
	else if (key == 'r')
		conditions->states = argument;
	else if (key == MATCH_CGROUP)
		conditions->cgroups = argument;
	else if (key == MATCH_ENVIRONMENT)
		conditions->variables = argument;
	else if (key == MATCH_NS)
		conditions->neighbour = (pid_t)parse_id(argument, NOT_A_NUMBER, 1);
	else if (key == MATCH_HANDLER)
		request->handler = true;
	else if (key != 'n' && key != 'o')
		return false;
	request->namespaces |= key == MATCH_NS;
	request->given = true;
	return true;
}

int match_signal(const char *text)
{
	char hint[NEAR_HINT_SIZE];
	int number = signal_parse(text);

	if (number < 0)
		usage_error("unknown signal %pn%s", text, signal_hint(hint, text));
	return number;
}

bool match_option(struct match_request *request, int key, const char *argument)
{
	static const char lists[] = "PgstuUGp"; /* as in enum match_list; then HANDLES */
	static const char flags[] = "fixLA";
	const char *list = key < OPTION_LONG ? strchr(lists, key) : NULL;
	struct match *match = &request->match;
	struct conditions *conditions = &match->conditions;

	if (list || key == MATCH_NSLIST) {
		take_list(request, list ? (int)(list - lists) : NAMESPACES, argument);
		return true;
	}
	conditions->full |= key == 'f';
	request->ignore_case |= key == 'i';
	request->exact |= key == 'x';
	request->locked |= key == 'L';
	match->spare_ancestors |= key == 'A';
	match->inverse |= key == MATCH_INVERSE;
	return take_single(request, key, argument) || key == MATCH_INVERSE ||
	       (key < OPTION_LONG && strchr(flags, key));
}

static void read_pidfile(struct match_request *request)
{
	struct text *handles = &request->match.conditions.handles;
	const char *fault = pidfile_read(request->pidfile, request->locked, handles);

	if (fault)
		fail(NO_FILE, "pidfile not valid: %pn: %s", request->pidfile, fault);
}

static void compile_pattern(struct match_request *request, const char *text)
{
	struct text exact = { .length = 0 };
	const char *fault;

	if (request->exact) {
		text_reserve(&exact, strlen(text) + sizeof("^()$"));
		format_text(exact.bytes, exact.size, "^(%s)$", text);
		text = exact.bytes;
	}
	fault = pattern_compile(&request->pattern, text, request->ignore_case);
	if (fault)
		fail(MALFORMED, "regex error: %s", fault);
	request->match.conditions.pattern = &request->pattern;
}

void match_operand(struct match_request *request, int count, char **operands, int signal)
{
	struct match *match = &request->match;
	struct conditions *conditions = &match->conditions;

	if (request->locked && !request->pidfile)
		usage_error("-L without -F makes no sense");
	if (request->pidfile && conditions->handles.length)
		usage_error("-F and -p cannot be combined");
	if (match->newest + match->oldest + match->inverse > 1)
		usage_error("-n, -o and -v cannot be combined");
	if (count > 1)
		usage_error("only one pattern can be provided");
	if (!count && !request->given)
		usage_error("no matching criteria specified");
	if (request->pidfile)
		read_pidfile(request);
	if (!request->namespaces)
		conditions->namespaces = 0;
	else if (!conditions->namespaces)
		conditions->namespaces = USUAL_NAMESPACES;
	match->failure = FATAL;
	if (request->handler)
		conditions->caught = signal;
	if (count)
		compile_pattern(request, operands[0]);
}
