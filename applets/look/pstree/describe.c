/* describe.c - what is printed of one process: its name, details and arguments. */
#include <string.h>

#include "describe.h"
#include "proc/process.h"

static void put_name(struct describer *describer, const struct node *node)
{
	enum { MINUTE = 60 * PROCESS_TICKS, HOUR = 60 * MINUTE };
	const struct plan *plan = describer->tree->plan;
	struct line *line = describer->line;
	long long age = plan->now - node->start;

	if (plan->ages)
		line_control(line, age < MINUTE ? "\033[32m" :
				   age < HOUR	? "\033[33m" :
						  "\033[31m");
	if (node->marked)
		line_control(line, "\033[1m");
	line_text(line, text_at(describer->tree, node->name));
	if (plan->ages || node->marked)
		line_control(line, "\033[0m");
}

/* What separates a detail from what precedes it. */
static void put_separator(struct describer *describer, unsigned *details)
{
	line_char(describer->line, *details || describer->tree->plan->arguments ? ',' : '(');
	++*details;
}

static void put_user(struct describer *describer, uid_t uid)
{
	if (!describer->user_known || describer->user.uid != uid)
		describer->user_known = user_find_id(uid, &describer->user);
	if (describer->user_known && describer->user.listed)
		line_text(describer->line, describer->user.name);
	else
		line_decimal(describer->line, uid);
}

static void put_changes(struct describer *describer, const struct node *node, unsigned *details)
{
	const struct tree *tree = describer->tree;
	const struct membership *own = node_membership(tree, node);
	const struct membership *parent = node_membership(tree, node_parent(tree, node));

	for (int type = 0; type < NAMESPACE_TYPES; type++) {
		if (!own->inodes[type] || !parent->inodes[type] ||
		    own->inodes[type] == parent->inodes[type])
			continue;
		put_separator(describer, details);
		line_plain(describer->line, namespace_types[type]);
	}
}

/* What follows the name in parentheses. */
static void put_details(struct describer *describer, const struct node *node, uid_t above)
{
	const struct plan *plan = describer->tree->plan;
	struct line *line = describer->line;
	unsigned details = 0;

	if (plan->pids) {
		put_separator(describer, &details);
		line_decimal(line, node->pid);
	}
	if (plan->groups) {
		put_separator(describer, &details);
		line_decimal(line, node->group);
	}
	if (plan->users && node->uid != above) {
		put_separator(describer, &details);
		put_user(describer, node->uid);
	}
	if (plan->changes)
		put_changes(describer, node, &details);
	if (plan->labels) {
		put_separator(describer, &details);
		line_char(line, '`');
		line_text(line, text_at(describer->tree, node->label));
		line_char(line, '\'');
	}
	if (details && !plan->arguments)
		line_char(line, ')');
}

/* As many arguments as there is room for, with " ..." after them. */
static void put_arguments(struct describer *describer, const struct node *node)
{
	struct line *line = describer->line;
	const char *text = text_at(describer->tree, node->arguments), *end = text + node->size;

	while (text < end) {
		const char *next = text + strlen(text) + 1;
		size_t columns = line->column + 2 + line_text_columns(line, text);

		if (next < end)
			columns += sizeof(" ...") - 1;
		if (next < end || *text)
			line_char(line, ' ');
		if (line->width && columns > line->width) {
			line_plain(line, "...");
			return;
		}
		line_text(line, text);
		text = next;
	}
}

void describe_process(struct describer *describer, const struct node *node, uid_t above)
{
	if (node->nameless)
		line_char(describer->line, '(');
	put_name(describer, node);
	put_details(describer, node, above);
	if (node->nameless)
		line_char(describer->line, ')');
	put_arguments(describer, node);
}
