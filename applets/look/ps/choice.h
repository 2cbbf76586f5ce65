/* choice.h - processes chosen by lists, as options give them. */
#ifndef PS_CHOICE_H
#define PS_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/text.h"
#include "view.h"

/* What a list chooses by. */
enum choice_kind {
	BY_PID,
	BY_PARENT,
	BY_SESSION,
	BY_PROCESS_GROUP,
	BY_TTY,
	BY_NAME,
	BY_USER,
	BY_REAL_USER,
	BY_GROUP,
	BY_REAL_GROUP,
};

struct choice {
	enum choice_kind kind;
	long long number;
	const char *name; /* of a command, not ended by a NUL */
	size_t length;
};

struct choices {
	struct text list;
	const char *wrong; /* what is wrong with the list that was refused */
};

/* The choices, and how many there are. */
struct choice *choices_list(const struct choices *choices, size_t *count);

/*
 * Adds what a list has, separated by commas or blanks. The text must stay where it is. Returns
 * false with choices->wrong.
 */
bool choices_add(struct choices *choices, enum choice_kind kind, const char *list);

/* Adds the terminal that own_tty is to be, when it is asked whether the choice has a process. */
void choices_add_own_tty(struct choices *choices);

/* Whether the process in view is what is chosen; sets view->gone if it is no more. */
bool choice_has(const struct choice *choice, struct view *view, long long own_tty);

#endif
