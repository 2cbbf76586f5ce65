/* selector.c - the lists by which options select processes. */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "applet/failure.h"
#include "proc/tty_name.h"
#include "selector.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/number.h"
#include "user/account.h"
#include "user/table.h"

struct selector *selectors_list(const struct text *selectors, size_t *count)
{
	*count = selectors->length / sizeof(struct selector);
	return (struct selector *)(void *)selectors->bytes;
}

static const char *parse_pid(const char *text, struct selector *selector)
{
	enum number_result result = number_parse(text, 0, INT32_MAX, &selector->number);
	/* a process without a parent, such as init, has 0 as its parent's number */
	int minimum = selector->kind != BY_PARENT && selector->kind != BY_PROCESS_GROUP;

	if (result == NUMBER_INVALID)
		return "process ID list syntax error";
	if (result == NUMBER_OVERFLOW || selector->number < minimum)
		return minimum ? "process ID out of range (1 to 2147483647)"
			       : "process ID out of range (0 to 2147483647)";
	return NULL;
}

/* What is wrong with a name, by errno of user_find or group_find. Exits if they could not look. */
static const char *explain_name(const char *text, const char *range, const char *unknown)
{
	if (errno == ERANGE)
		return range;
	account_require_look(failure_status(), text);
	return unknown;
}

static const char *find_user(const char *text, struct selector *selector)
{
	/* it is too large for a small stack */
	struct text memory = { .length = 0 };
	struct account *user = text_add(&memory, sizeof(*user));
	bool found = user_find(text, user);

	if (!found)
		return explain_name(text, "user ID out of range (0 to 4294967294)",
				    "user name does not exist");
	selector->number = user->uid;
	text_free(&memory);
	return NULL;
}

static const char *find_group(const char *text, struct selector *selector)
{
	gid_t group;

	if (!group_find(text, &group))
		return explain_name(text, "group ID out of range (0 to 4294967294)",
				    "group name does not exist");
	selector->number = group;
	return NULL;
}

/* Sets what the item is compared with. Returns what is wrong with it, or NULL. */
static const char *parse_item(const char *text, struct selector *selector)
{
	switch (selector->kind) {
	case BY_USER:
	case BY_REAL_USER:
		return find_user(text, selector);
	case BY_GROUP:
	case BY_REAL_GROUP:
		return find_group(text, selector);
	case BY_TTY:
		return tty_parse(text, &selector->number) ? NULL : "TTY could not be found";
	case BY_NAME:
		return NULL;
	default:
		return parse_pid(text, selector);
	}
}

/* One item of a list, without a NUL after it. */
static bool add_item(struct text *selectors, enum selector_kind kind, const char *item,
		     size_t length, struct refusal *refusal)
{
	struct selector selector = { .kind = kind, .name = item, .length = length };
	char text[TABLE_NAME_SIZE];
	const char *wrong;

	if (length >= sizeof(text))
		return refuse_word(refusal, "improper list", item, length);
	memcpy(text, item, length);
	text[length] = '\0';
	wrong = parse_item(text, &selector);
	if (wrong)
		return refuse_word(refusal, wrong, item, length);
	memcpy(text_add(selectors, sizeof(selector)), &selector, sizeof(selector));
	return true;
}

/* One separator, a comma or a blank, between two items. */
bool selectors_add(struct text *selectors, enum selector_kind kind, const char *list,
		   struct refusal *refusal)
{
	const char *whole = list;

	for (;;) {
		size_t length = span_before(list, ", \t");

		if (!length)
			return refuse_word(refusal, "improper list", whole, strlen(whole));
		if (!add_item(selectors, kind, list, length, refusal))
			return false;
		if (!list[length])
			return true;
		list += length + 1;
	}
}

void selectors_add_own_tty(struct text *selectors)
{
	struct selector selector = { .kind = BY_TTY, .number = -1 };

	memcpy(text_add(selectors, sizeof(selector)), &selector, sizeof(selector));
}

bool selector_matches(const struct selector *selector, struct view *view, long long own_tty)
{
	long long number = selector->number;
	const char *name;

	switch (selector->kind) {
	case BY_PID:
		return number == view->pid;
	case BY_PARENT:
		return number == view_stat(view, STAT_PPID);
	case BY_SESSION:
		return number == view_stat(view, STAT_SESSION);
	case BY_PROCESS_GROUP:
		return number == view_stat(view, STAT_PGRP);
	case BY_TTY:
		return (number < 0 ? own_tty : number) == view_stat(view, STAT_TTY);
	case BY_USER:
	case BY_REAL_USER:
		return number == view_id(view, selector->kind == BY_USER);
	case BY_GROUP:
	case BY_REAL_GROUP:
		return number == view_id(view, 4 + (selector->kind == BY_GROUP));
	default:
		name = process_name(&view->process);
		view->gone |= !name;
		return name && strlen(name) == selector->length &&
		       memcmp(name, selector->name, selector->length) == 0;
	}
}
