/* chosen.c - whether a process is chosen: by lists, by what is said of all, or by default. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chosen.h"
#include "field.h"
#include "text/number.h"

void chosen_start(struct chosen *chosen, struct view *view, int proc)
{
	char number[16] = "";
	long long self = 0;

	chosen->hides = getenv("LIBPROC_HIDE_KERNEL");
	chosen->own_user = geteuid();
	if (readlinkat(proc, "self", number, sizeof(number) - 1) <= 0 ||
	    number_parse(number, 1, INT32_MAX, &self) != NUMBER_OK)
		return;
	chosen->self = self;
	process_start(&view->process, proc, chosen->self);
	chosen->own_tty = view_stat(view, STAT_TTY);
	chosen->parent = view_stat(view, STAT_PPID);
}

static bool is_own(const struct chosen *chosen, struct view *view)
{
	return view_status(view, "Uid", 1) == chosen->own_user;
}

/* By what there is besides lists, or by default. */
static bool is_simply_chosen(const struct chosen *chosen, struct view *view)
{
	unsigned by = chosen->by & CHOOSE_SIMPLY;
	bool on_terminal = view_stat(view, STAT_TTY) != 0;

	if (by & (CHOOSE_ON_TERMINALS | CHOOSE_NO_LEADERS)) {
		bool leads = view_stat(view, STAT_SESSION) == view->pid;

		if (by == (CHOOSE_ON_TERMINALS | CHOOSE_NO_LEADERS))
			return !leads || on_terminal;
		return !leads && (by == CHOOSE_NO_LEADERS || on_terminal);
	}
	if (!by && !chosen->on_any)
		return view_stat(view, STAT_TTY) == chosen->own_tty && is_own(chosen, view);
	return (by & CHOOSE_ANYWHERE || on_terminal) &&
	       (by & CHOOSE_ANYBODYS || is_own(chosen, view));
}

bool chosen_has(const struct chosen *chosen, struct view *view)
{
	size_t count;
	const struct choice *choice = choices_list(&chosen->choices, &count);
	unsigned by = chosen->by;
	bool has = by & CHOOSE_ALL;

	if (chosen->quick)
		return true;
	/* the thread of the kernel that starts the others */
	if (chosen->hides && (view->pid == 2 || view_stat(view, STAT_PPID) == 2))
		return false;
	if (!has && (by & CHOOSE_SIMPLY || !count))
		has = is_simply_chosen(chosen, view);
	for (; !has && count; count--, choice++)
		has = choice_has(choice, view, chosen->own_tty);
	if (by & CHOOSE_RUNNING && !strchr("RD", (char)view_stat(view, STAT_STATE)))
		has = false;
	return has == !(by & CHOOSE_OTHERS) && !view->gone;
}

unsigned chosen_needs(const struct chosen *chosen)
{
	size_t count;
	const struct choice *choice = choices_list(&chosen->choices, &count);
	unsigned by = chosen->by;
	unsigned needs = by & CHOOSE_RUNNING || chosen->hides ? FIELD_STAT : 0;

	if (by & CHOOSE_ALL)
		return needs;
	if (by & CHOOSE_ANYWHERE)
		needs |= by & CHOOSE_ANYBODYS ? 0 : FIELD_STATUS;
	else if (by & CHOOSE_SIMPLY || !count)
		needs |= FIELD_STAT | FIELD_STATUS;
	for (; count; count--, choice++) {
		if (choice->kind == BY_NAME)
			needs |= FIELD_NAME;
		else if (choice->kind >= BY_USER && choice->kind <= BY_REAL_GROUP)
			needs |= FIELD_STATUS;
		else if (choice->kind != BY_PID)
			needs |= FIELD_STAT;
	}
	return needs;
}

static int compare_numbers(const void *one, const void *other)
{
	const struct choice *a = one, *b = other;

	return (a->number > b->number) - (a->number < b->number);
}

const struct choice *chosen_pids(struct chosen *chosen, size_t *count)
{
	struct choice *list = choices_list(&chosen->choices, count);
	size_t kept = 0;

	if (chosen->by & (CHOOSE_ALL | CHOOSE_OTHERS | CHOOSE_SIMPLY))
		return NULL;
	for (size_t i = 0; i < *count; i++) {
		if (list[i].kind != BY_PID)
			return NULL;
	}
	if (!*count || chosen->quick)
		return list;
	qsort(list, *count, sizeof(*list), compare_numbers);
	for (size_t i = 0; i < *count; i++) {
		if (!kept || list[i].number != list[kept - 1].number)
			list[kept++] = list[i];
	}
	chosen->choices.list.length = kept * sizeof(*list);
	*count = kept;
	return list;
}
