/* draw.c - trees of processes, drawn. */
#include <string.h>

#include "describe.h"
#include "draw.h"
#include "text/format.h"

static ino_t namespace_of(const struct tree *tree, const struct node *node)
{
	return node_membership(tree, node)->inodes[tree->plan->namespace];
}

static bool is_shown(const struct tree *tree, const struct node *node)
{
	const struct node *parent = node_parent(tree, node);

	if (node->merged || (parent->below && parent->below != node->pid))
		return false;
	return tree->plan->namespace == NO_NAMESPACE ||
	       namespace_of(tree, node) == namespace_of(tree, parent);
}

/* The next child that is shown, from *index on, which moves past it; or NULL. */
static struct node *next_child(const struct tree *tree, const struct node *node, unsigned *index)
{
	while (*index < node->count) {
		struct node *child = node_child(tree, node, (*index)++);

		if (is_shown(tree, child))
			return child;
	}
	return NULL;
}

/* Marks the siblings after it that look like this child as merged. Returns how many look so. */
static unsigned merge_siblings(const struct tree *tree, const struct node *node,
			       const struct node *child, unsigned index)
{
	const struct plan *plan = tree->plan;
	unsigned alike = 1;
	struct node *other;

	if (plan->compact_not || ((plan->arguments || plan->labels) && !child->thread))
		return alike;
	while ((other = next_child(tree, node, &index))) {
		if (tree_looks_equal(tree, child, other)) {
			other->merged = true;
			alike++;
		} else if (!plan->by_pid &&
			   strcmp(text_at(tree, child->name), text_at(tree, other->name)) != 0) {
			break; /* in the order of their names no other one can look the same */
		}
	}
	return alike;
}

/*
 * A process, which stands for alike ones, and its descendants, from where the line has got to. For
 * what is merged above, each line of them ends in closing brackets.
 */
static void put_tree(struct describer *describer, const struct node *node, unsigned alike,
		     unsigned closing, uid_t above)
{
	const struct tree *tree = describer->tree;
	struct line *line = describer->line;
	bool lines = tree->plan->arguments || tree->plan->labels;
	unsigned column = line->column, index = 0;
	const struct node *child = next_child(tree, node, &index);
	size_t bar = line->bars.length;
	bool first = !lines;

	if (alike > 1) {
		line_decimal(line, alike);
		line_plain(line, "*[");
		closing++;
	}
	describe_process(describer, node, above);
	if (!lines && child && line->width && line->column + 1 >= line->width) {
		line_shapes(line, "q");
		child = NULL; /* no column is left for its children */
	}
	if (lines || !child)
		line_end(line, closing);
	if (!child)
		return;
	if (lines) /* below the first letters of the name */
		column += tree->plan->arguments + (strlen(text_at(tree, node->name)) > 1);
	else
		column = line->column + 1;
	*(struct bar *)text_add(&line->bars, sizeof(struct bar)) = (struct bar){ .column = column };
	while (child) {
		unsigned same = merge_siblings(tree, node, child, index);
		const struct node *next = next_child(tree, node, &index);

		line_last_bar(line)->more = next;
		if (first)
			line_shapes(line, next ? "qwq" : "qqq");
		else
			line_begin(line);
		put_tree(describer, child, same, closing, node->uid);
		child = next;
		first = false;
	}
	line->bars.length = bar;
}

void draw_tree(const struct tree *tree, struct line *line, const struct node *node)
{
	struct describer describer = { .tree = tree, .line = line };

	put_tree(&describer, node, 1, 0, 0);
}

static size_t put_user_trees(struct describer *describer, const struct node *node, uid_t uid,
			     size_t drawn)
{
	if (node->uid == uid && node->pid) {
		if (drawn)
			output_char(&describer->line->output, '\n');
		put_tree(describer, node, 1, 0, uid);
		return 1;
	}
	for (unsigned i = 0, found = 0;; i++) {
		if (i == node->count)
			return found;
		found += put_user_trees(describer, node_child(describer->tree, node, i), uid,
					drawn + found);
	}
}

size_t draw_user_trees(const struct tree *tree, struct line *line, const struct node *node,
		       uid_t uid)
{
	struct describer describer = { .tree = tree, .line = line };

	return put_user_trees(&describer, node, uid, 0);
}

/* Adds the descendants that are in another namespace than their parents are, as indexes. */
static void find_entrants(const struct tree *tree, const struct node *node, struct text *entrants)
{
	for (unsigned i = 0; i < node->count; i++) {
		const struct node *child = node_child(tree, node, i);

		if (namespace_of(tree, child) != namespace_of(tree, node))
			*(unsigned *)text_add(entrants, sizeof(unsigned)) = node_index(tree, child);
		find_entrants(tree, child, entrants);
	}
}

void draw_namespace_trees(const struct tree *tree, struct line *line, const struct node *node)
{
	struct text entrants = { .length = 0 };
	unsigned *indexes, count;

	*(unsigned *)text_add(&entrants, sizeof(unsigned)) = node_index(tree, node);
	find_entrants(tree, node, &entrants);
	indexes = (unsigned *)entrants.bytes;
	count = entrants.length / sizeof(*indexes);
	for (unsigned i = 0; i < count; i++) {
		ino_t inode = namespace_of(tree, node_at(tree, indexes[i]));

		if (!inode || node_at(tree, indexes[i])->merged)
			continue;
		output_format(&line->output, "[%llu]\n", (unsigned long long)inode);
		for (unsigned j = i; j < count; j++) {
			struct node *entrant = node_at(tree, indexes[j]);

			if (namespace_of(tree, entrant) != inode)
				continue;
			draw_tree(tree, line, entrant);
			entrant->merged = true;
		}
	}
}
