/* choice.c - processes chosen by lists, as options give them. */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "choice.h"
#include "proc/tty_name.h"
#include "text/number.h"
#include "user/account.h"
#include "user/table.h"

static bool refuse(struct choices *choices, const char *wrong)
{
	choices->wrong = wrong;
	return false;
}

struct choice *choices_list(const struct choices *choices, size_t *count)
{
	*count = choices->list.length / sizeof(struct choice);
	return (struct choice *)(void *)choices->list.bytes;
}

static bool read_pid(struct choices *choices, const char *text, struct choice *choice)
{
	enum number_result result = number_parse(text, 0, INT32_MAX, &choice->number);
	/* who has no parent has 0 for it, as init and the like */
	int least = choice->kind != BY_PARENT && choice->kind != BY_PROCESS_GROUP;

	if (result == NUMBER_INVALID)
		return refuse(choices, "process ID list syntax error");
	if (result == NUMBER_OVERFLOW || choice->number < least)
		return refuse(choices, "process ID out of range");
	return true;
}

static bool read_user(struct choices *choices, const char *text, struct choice *choice)
{
	struct account user;

	if (!user_find(text, &user))
		return refuse(choices, errno == ERANGE ? "user ID out of range" :
						      "user name does not exist");
	choice->number = user.uid;
	return true;
}

static bool read_group(struct choices *choices, const char *text, struct choice *choice)
{
	gid_t group;

	if (!group_find(text, &group))
		return refuse(choices, errno == ERANGE ? "group ID out of range" :
						      "group name does not exist");
	choice->number = group;
	return true;
}

static bool read_tty(struct choices *choices, const char *text, struct choice *choice)
{
	if (!tty_parse(text, &choice->number))
		return refuse(choices, "TTY could not be found");
	return true;
}

/* One item of a list, not ended by a NUL. */
static bool add_choice(struct choices *choices, enum choice_kind kind, const char *item,
		       size_t length)
{
	struct choice choice = { .kind = kind, .name = item, .length = length };
	char text[TABLE_NAME_SIZE];
	bool valid = true;

	if (length >= sizeof(text))
		return refuse(choices, "improper list");
	memcpy(text, item, length);
	text[length] = '\0';
	if (kind == BY_USER || kind == BY_REAL_USER)
		valid = read_user(choices, text, &choice);
	else if (kind == BY_GROUP || kind == BY_REAL_GROUP)
		valid = read_group(choices, text, &choice);
	else if (kind == BY_TTY)
		valid = read_tty(choices, text, &choice);
	else if (kind != BY_NAME)
		valid = read_pid(choices, text, &choice);
	if (valid)
		memcpy(text_add(&choices->list, sizeof(choice)), &choice, sizeof(choice));
	return valid;
}

/* A list separated by commas, blanks or both kinds, one between two items. */
bool choices_add(struct choices *choices, enum choice_kind kind, const char *list)
{
	for (;;) {
		size_t length = strcspn(list, ", \t");

		if (!length)
			return refuse(choices, "improper list");
		if (!add_choice(choices, kind, list, length))
			return false;
		if (!list[length])
			return true;
		list += length + 1;
	}
}

void choices_add_own_tty(struct choices *choices)
{
	struct choice choice = { .kind = BY_TTY, .number = -1 };

	memcpy(text_add(&choices->list, sizeof(choice)), &choice, sizeof(choice));
}

bool choice_has(const struct choice *choice, struct view *view, long long own_tty)
{
	const char *name;

	switch (choice->kind) {
	case BY_PID:
		return choice->number == view->pid;
	case BY_PARENT:
		return choice->number == view_stat(view, STAT_PPID);
	case BY_SESSION:
		return choice->number == view_stat(view, STAT_SESSION);
	case BY_PROCESS_GROUP:
		return choice->number == view_stat(view, STAT_PGRP);
	case BY_TTY:
		return (choice->number < 0 ? own_tty : choice->number) ==
		       view_stat(view, STAT_TTY);
	case BY_USER:
	case BY_REAL_USER:
		return choice->number == view_status(view, "Uid", choice->kind == BY_USER);
	case BY_GROUP:
	case BY_REAL_GROUP:
		return choice->number == view_status(view, "Gid", choice->kind == BY_GROUP);
	default:
		name = process_name(&view->process);
		view->gone |= !name;
		return name && strlen(name) == choice->length &&
		       memcmp(name, choice->name, choice->length) == 0;
	}
}
