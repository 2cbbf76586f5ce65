/* draw.c - trees of processes, drawn. */
#include <string.h>

#include "describe.h"
#include "draw.h"
#include "text/format.h"

/* A process whose children are being drawn. */
struct level {
	const struct node *node;
	const struct node *child; /* the next one, or NULL */
	unsigned index;           /* where to look for the one after it */
	unsigned brackets;        /* that close each line, for what is merged */
	bool first;               /* no child has been drawn */
};

struct drawing {
	struct describer describer;
	bool lines; /* each process has a line of its own */
	unsigned brackets;
	struct text levels; /* of struct level, from the top down */
};

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

/* Pushes the level of the node's children, the first of which is child. */
static void push_level(struct drawing *drawing, const struct node *node, struct node *child,
		       unsigned index, unsigned column)
{
	struct level *level = text_add(&drawing->levels, sizeof(*level));
	struct bar *bar = text_add(&drawing->describer.line->bars, sizeof(*bar));

	*level = (struct level){ node, child, index, drawing->brackets, true };
	*bar = (struct bar){ .column = column };
}

/* Draws a process, which stands for alike ones, and prepares to draw its children. */
static void put_process(struct drawing *drawing, const struct node *node, unsigned alike,
			uid_t above)
{
	const struct tree *tree = drawing->describer.tree;
	struct line *line = drawing->describer.line;
	unsigned column = line->column, index = 0;
	struct node *child = next_child(tree, node, &index);

	if (alike > 1) {
		line_decimal(line, alike);
		line_plain(line, "*[");
		drawing->brackets++;
	}
	describe_process(&drawing->describer, node, above);
	if (!drawing->lines && child && line->width && line->column + 1 >= line->width) {
		line_shapes(line, "q");
		child = NULL; /* no column is left for its children */
	}
	if (drawing->lines || !child)
		line_end(line, drawing->brackets);
	if (drawing->lines) /* below the first letters of the name */
		column += tree->plan->arguments + (strlen(text_at(tree, node->name)) > 1);
	else
		column = line->column + 1;
	if (child)
		push_level(drawing, node, child, index, column);
}

/* Draws the next child of the last level, or leaves the level after its last child. */
static void put_next(struct drawing *drawing)
{
	const struct tree *tree = drawing->describer.tree;
	struct line *line = drawing->describer.line;
	struct level *level = (struct level *)(drawing->levels.bytes + drawing->levels.length) - 1;
	const struct node *node = level->node, *child = level->child;
	unsigned alike;

	if (!child) {
		drawing->levels.length -= sizeof(*level);
		line->bars.length -= sizeof(struct bar);
		return;
	}
	alike = merge_siblings(tree, node, child, level->index);
	level->child = next_child(tree, node, &level->index);
	line_last_bar(line)->more = level->child;
	if (level->first && !drawing->lines)
		line_shapes(line, level->child ? "qwq" : "qqq");
	else
		line_begin(line);
	level->first = false;
	drawing->brackets = level->brackets;
	put_process(drawing, child, alike, node->uid);
}

static void put_tree(struct drawing *drawing, const struct node *node, uid_t above)
{
	drawing->brackets = 0;
	put_process(drawing, node, 1, above);
	while (drawing->levels.length)
		put_next(drawing);
}

static struct drawing start_drawing(const struct tree *tree, struct line *line)
{
	return (struct drawing){
		.describer = { .tree = tree, .line = line },
		.lines = tree->plan->arguments || tree->plan->labels,
	};
}

void draw_tree(const struct tree *tree, struct line *line, const struct node *node)
{
	struct drawing drawing = start_drawing(tree, line);

	put_tree(&drawing, node, 0);
}

size_t draw_user_trees(const struct tree *tree, struct line *line, const struct node *top,
		       uid_t uid)
{
	struct drawing drawing = start_drawing(tree, line);
	const struct node *node = top;
	size_t count = 0;
	bool drawn;

	for (; node; node = tree_next(tree, node, top, !drawn)) {
		drawn = node->uid == uid && node->pid;
		if (drawn && count++)
			output_char(&line->output, '\n');
		if (drawn)
			put_tree(&drawing, node, uid);
	}
	return count;
}

/* The node and its descendants that are in another namespace than their parents are, as indexes. */
static unsigned *find_entrants(const struct tree *tree, const struct node *top, unsigned *count)
{
	struct text entrants = { .length = 0 };
	const struct node *node = top;

	for (; node; node = tree_next(tree, node, top, true)) {
		if (node == top ||
		    namespace_of(tree, node) != namespace_of(tree, node_parent(tree, node)))
			*(unsigned *)text_add(&entrants, sizeof(unsigned)) = node_index(tree, node);
	}
	*count = entrants.length / sizeof(unsigned);
	return (unsigned *)entrants.bytes;
}

void draw_namespace_trees(const struct tree *tree, struct line *line, const struct node *node)
{
	struct drawing drawing = start_drawing(tree, line);
	unsigned count, *entrants = find_entrants(tree, node, &count);

	for (unsigned i = 0; i < count; i++) {
		ino_t inode = namespace_of(tree, node_at(tree, entrants[i]));

		if (!inode || node_at(tree, entrants[i])->merged)
			continue;
		output_format(&line->output, "[%llu]\n", (unsigned long long)inode);
		for (unsigned j = i; j < count; j++) {
			struct node *entrant = node_at(tree, entrants[j]);

			if (namespace_of(tree, entrant) != inode)
				continue;
			put_tree(&drawing, entrant, 0);
			entrant->merged = true;
		}
	}
}
