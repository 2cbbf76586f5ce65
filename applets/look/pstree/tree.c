/* tree.c - processes and threads, and which is the parent of which. */
#include <string.h>

#include "text/sort.h"
#include "tree.h"

unsigned node_count(const struct tree *tree)
{
	return tree->nodes.length / sizeof(struct node);
}

struct node *tree_add(struct tree *tree, pid_t pid, pid_t parent_pid, size_t name)
{
	struct node *node = text_add(&tree->nodes, sizeof(*node));

	*node = (struct node){ .pid = pid, .parent_pid = parent_pid, .name = name };
	if (plan_reads_namespaces(tree->plan))
		memset(text_add(&tree->memberships, sizeof(struct membership)), 0,
		       sizeof(struct membership));
	return node;
}

static unsigned *order_of(const struct tree *tree)
{
	return (unsigned *)tree->order.bytes;
}

struct node *node_child(const struct tree *tree, const struct node *node, unsigned index)
{
	return node_at(tree, order_of(tree)[node->first + index]);
}

static int compare_pids(const void *one, const void *other, void *context)
{
	pid_t a = node_at(context, *(const unsigned *)one)->pid;
	pid_t b = node_at(context, *(const unsigned *)other)->pid;

	return (a > b) - (a < b);
}

/* By parent; then by PID, or by name, user and the order of reading. */
static int compare_siblings(const void *one, const void *other, void *context)
{
	unsigned first = *(const unsigned *)one, second = *(const unsigned *)other;
	const struct node *a = node_at(context, first), *b = node_at(context, second);
	const struct tree *tree = context;
	int result;

	if (!first || !second) /* the kernel has no parent */
		return (first > second) - (first < second);
	if (a->parent != b->parent)
		return a->parent > b->parent ? 1 : -1;
	if (tree->plan->by_pid)
		return compare_pids(one, other, context);
	result = strcmp(text_at(tree, a->name), text_at(tree, b->name));
	if (result)
		return result;
	if (a->uid != b->uid)
		return a->uid > b->uid ? 1 : -1;
	return (first > second) - (first < second);
}

static void sort_nodes(struct tree *tree, int (*compare)(const void *, const void *, void *))
{
	unsigned count = node_count(tree);

	tree->order.length = 0;
	text_add(&tree->order, count * sizeof(unsigned));
	for (unsigned i = 0; i < count; i++)
		order_of(tree)[i] = i;
	sort(order_of(tree), count, sizeof(unsigned), compare, tree);
}

struct node *tree_find(const struct tree *tree, pid_t pid)
{
	size_t low = 0, high = tree->read;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct node *node = node_at(tree, order_of(tree)[middle]);

		if (node->pid == pid)
			return node;
		if (node->pid < pid)
			low = middle + 1;
		else
			high = middle;
	}
	/* those that were added as "?" */
	for (unsigned i = tree->read; i < node_count(tree); i++) {
		if (node_at(tree, i)->pid == pid)
			return node_at(tree, i);
	}
	return NULL;
}

/*
 * Whether this cannot be the parent: it is younger, so that its number was another process's when
 * the child was born; or it is a descendant of the child, which means that all of that circle were
 * started in the same tick. Each circle is found at its member that was read first.
 */
static bool is_impossible(const struct tree *tree, const struct node *child,
			  const struct node *parent)
{
	if (parent->pid == 0)
		return false;
	if (parent->start > child->start)
		return true;
	for (size_t steps = tree->read; steps && parent && parent >= child; steps--) {
		if (parent == child)
			return true;
		if (parent->start != child->start)
			return false;
		parent = tree_find(tree, parent->parent_pid);
	}
	return false;
}

void tree_find_parents(struct tree *tree)
{
	size_t unknown = node_at(tree, 0)->name;

	sort_nodes(tree, compare_pids);
	tree->read = node_count(tree);
	for (unsigned i = 1; i < node_count(tree); i++) {
		struct node *node = node_at(tree, i), *parent;

		if (node->thread)
			continue;
		if (node->pid == INIT)
			node->parent_pid = 0;
		parent = tree_find(tree, node->parent_pid);
		if (parent && i < tree->read && is_impossible(tree, node, parent)) {
			node->parent_pid = INIT;
			parent = tree_find(tree, INIT);
		}
		if (!parent)
			parent = tree_add(tree, node->parent_pid, INIT, unknown);
		node_at(tree, i)->parent = node_index(tree, parent);
	}
}

void tree_find_children(struct tree *tree)
{
	unsigned count = node_count(tree);

	sort_nodes(tree, compare_siblings);
	for (unsigned i = 1; i < count; i++) {
		struct node *node = node_at(tree, order_of(tree)[i]);
		struct node *parent = node_parent(tree, node);

		node->position = i;
		if (!parent->count++)
			parent->first = i;
	}
}

struct node *tree_next(const struct tree *tree, const struct node *node, const struct node *top,
		       bool deeper)
{
	if (deeper && node->count)
		return node_child(tree, node, 0);
	while (node != top) {
		const struct node *parent = node_parent(tree, node);
		unsigned index = node->position + 1 - parent->first;

		if (index < parent->count)
			return node_child(tree, parent, index);
		node = parent;
	}
	return NULL;
}

/* Whether two nodes look the same and have as many children. */
static bool resemble(const struct tree *tree, const struct node *a, const struct node *b)
{
	const struct plan *plan = tree->plan;

	if (a->count != b->count || a->thread != b->thread || a->marked != b->marked ||
	    (plan->users && a->uid != b->uid) || (plan->groups && a->group != b->group) ||
	    strcmp(text_at(tree, a->name), text_at(tree, b->name)) != 0 ||
	    strcmp(text_at(tree, a->label), text_at(tree, b->label)) != 0)
		return false;
	return !plan_reads_namespaces(plan) ||
	       memcmp(node_membership(tree, a), node_membership(tree, b),
		      sizeof(struct membership)) == 0;
}

bool tree_looks_equal(const struct tree *tree, const struct node *a, const struct node *b)
{
	const struct node *top_a = a, *top_b = b;

	while (a && b) {
		if (!resemble(tree, a, b))
			return false;
		a = tree_next(tree, a, top_a, true);
		b = tree_next(tree, b, top_b, true);
	}
	return !a && !b;
}

void tree_mark(struct tree *tree, struct node *node)
{
	for (; node->pid; node = node_parent(tree, node))
		node->marked = true;
	node->marked = true;
}
