/* selection.c - which processes are shown: by lists, by options without one, or by default. */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "field.h"
#include "file/descriptor.h"
#include "selection.h"
#include "text/number.h"
#include "text/sort.h"
#include "text/variable.h"

void selection_start(struct selection *selection, struct view *view, int proc)
{
	char number[16];
	long long self = 0;

	selection->hides_kernel = variable_value("LIBPROC_HIDE_KERNEL");
	selection->own_user = geteuid();
	if (link_read(proc, "self", number, sizeof(number)) <= 0 ||
	    number_parse(number, 1, INT32_MAX, &self) != NUMBER_OK)
		return;
	selection->self = self;
	process_start(&view->process, proc, selection->self);
	selection->own_tty = view_stat(view, STAT_TTY);
	selection->parent = view_stat(view, STAT_PPID);
}

static bool is_own(const struct selection *selection, struct view *view)
{
	return view_id(view, VIEW_EFFECTIVE_USER) == selection->own_user;
}

/* By an option without a list, or by default. */
static bool is_simply_selected(const struct selection *selection, struct view *view)
{
	unsigned by = selection->by & SELECT_SIMPLY;
	bool on_terminal = view_stat(view, STAT_TTY) != 0;

	if (by & (SELECT_ON_TERMINALS | SELECT_NO_LEADERS)) {
		bool leads = view_stat(view, STAT_SESSION) == view->pid;

		if (by == (SELECT_ON_TERMINALS | SELECT_NO_LEADERS))
			return !leads || on_terminal;
		return !leads && (by == SELECT_NO_LEADERS || on_terminal);
	}
	if (!by && !selection->bsd_default)
		return view_stat(view, STAT_TTY) == selection->own_tty && is_own(selection, view);
	return (by & SELECT_ANYWHERE || on_terminal) &&
	       (by & SELECT_ALL_USERS || is_own(selection, view));
}

bool selection_includes(const struct selection *selection, struct view *view)
{
	size_t count;
	const struct selector *selector = selectors_list(&selection->selectors, &count);
	unsigned by = selection->by;
	bool selected = by & SELECT_ALL;

	if (selection->quick)
		return true;
	/* PID 2 is kthreadd, the parent of all other threads of the kernel */
	if (selection->hides_kernel && (view->pid == 2 || view_stat(view, STAT_PPID) == 2))
		return false;
	if (!selected && (by & SELECT_SIMPLY || !count))
		selected = is_simply_selected(selection, view);
	for (; !selected && count; count--, selector++)
		selected = selector_matches(selector, view, selection->own_tty);
	if (by & SELECT_RUNNING && !strchr("RD", (char)view_stat(view, STAT_STATE)))
		selected = false;
	return selected == !(by & SELECT_OTHERS) && !view->gone;
}

unsigned selection_needs(const struct selection *selection)
{
	size_t count;
	const struct selector *selector = selectors_list(&selection->selectors, &count);
	unsigned by = selection->by;
	unsigned needs = by & SELECT_RUNNING || selection->hides_kernel ? FIELD_STAT : 0;

	if (by & SELECT_ALL)
		return needs;
	if (by & SELECT_ANYWHERE)
		needs |= by & SELECT_ALL_USERS ? 0 : FIELD_OWNED;
	else if (by & SELECT_SIMPLY || !count)
		needs |= FIELD_STAT | FIELD_OWNED;
	for (; count; count--, selector++) {
		if (selector->kind == BY_NAME)
			needs |= FIELD_NAME;
		else if (selector->kind == BY_USER || selector->kind == BY_GROUP)
			needs |= FIELD_OWNED;
		else if (selector->kind == BY_REAL_USER || selector->kind == BY_REAL_GROUP)
			needs |= FIELD_STATUS;
		else if (selector->kind != BY_PID)
			needs |= FIELD_STAT;
	}
	return needs;
}

static int compare_numbers(const void *one, const void *other, void *data)
{
	const struct selector *a = one, *b = other;

	(void)data;
	return (a->number > b->number) - (a->number < b->number);
}

const struct selector *selection_pids(struct selection *selection, size_t *count)
{
	struct selector *list = selectors_list(&selection->selectors, count);
	size_t kept = 0;

	if (selection->by & (SELECT_ALL | SELECT_OTHERS | SELECT_SIMPLY))
		return NULL;
	for (size_t i = 0; i < *count; i++) {
		if (list[i].kind != BY_PID)
			return NULL;
	}
	if (!*count || selection->quick)
		return list;
	sort(list, *count, sizeof(*list), compare_numbers, NULL);
	for (size_t i = 0; i < *count; i++) {
		if (!kept || list[i].number != list[kept - 1].number)
			list[kept++] = list[i];
	}
	selection->selectors.length = kept * sizeof(*list);
	*count = kept;
	return list;
}
