/* tree.h - processes and threads, and which is the parent of which. */
#ifndef PSTREE_TREE_H
#define PSTREE_TREE_H

#include <stdbool.h>
#include <sys/types.h>

#include "plan.h"
#include "proc/namespaces.h"
#include "text/text.h"

/* The namespaces of a process, by their inodes; 0: not readable, or not asked for. */
struct membership {
	ino_t inodes[NAMESPACE_TYPES];
};

struct node {
	pid_t pid;
	pid_t parent_pid;
	pid_t group;
	uid_t uid;
	unsigned parent;	/* its index in the array of nodes */
	unsigned position;	/* its own in the order of siblings */
	unsigned first, count;	/* positions of its children */
	long long start;	/* ticks after boot */
	size_t name;		/* offsets of texts */
	size_t label;
	size_t arguments, size; /* all but the first one, each with its NUL */
	bool thread;
	bool nameless; /* no command line: a kernel thread, a zombie */
	bool marked;   /* to be highlighted */
	pid_t below;   /* the only child that --show-parents shows, or 0 */
	bool merged;   /* shown with a sibling */
};

struct tree {
	const struct plan *plan;
	struct text nodes;	 /* of struct node */
	struct text memberships; /* of struct membership, one a node, if they are asked for */
	struct text texts;	 /* each with its NUL; the one at offset 0 is empty */
	struct text order;	 /* of unsigned, indexes of nodes: first by PID, then by parent */
	size_t read;		 /* how many nodes the order by PID contains */
	pid_t self;		 /* our own number in this /proc */
	bool incomplete;	 /* some processes could not be read, which has been reported */
};

static inline struct node *node_at(const struct tree *tree, unsigned index)
{
	return (struct node *)tree->nodes.bytes + index;
}

static inline unsigned node_index(const struct tree *tree, const struct node *node)
{
	return node - node_at(tree, 0);
}

static inline struct node *node_parent(const struct tree *tree, const struct node *node)
{
	return node_at(tree, node->parent);
}

unsigned node_count(const struct tree *tree);
struct node *node_child(const struct tree *tree, const struct node *node, unsigned index);

/* Its namespaces, if they are asked for. */
static inline struct membership *node_membership(const struct tree *tree, const struct node *node)
{
	return (struct membership *)tree->memberships.bytes + node_index(tree, node);
}

/* The text at this offset, which moves when a text is added. */
static inline const char *text_at(const struct tree *tree, size_t offset)
{
	return tree->texts.bytes + offset;
}

/* Adds a node of which only these are known. It moves when another one is added. */
struct node *tree_add(struct tree *tree, pid_t pid, pid_t parent_pid, size_t name);

/* The node of the process with this number, or NULL. To be called after tree_find_parents. */
struct node *tree_find(const struct tree *tree, pid_t pid);

/*
 * Finds the parent of each node that was read. A parent that cannot be seen (hidepid) is added as
 * "?", a child of the first process.
 */
void tree_find_parents(struct tree *tree);

/* Finds the children of each node, in the order in which they are to be shown. Adds none. */
void tree_find_children(struct tree *tree);

/*
 * The node that follows in the drawing of top, after the children of node or, if deeper, with them;
 * NULL after the last one. Trees may be as deep as there are processes: nothing here is recursive.
 */
struct node *tree_next(const struct tree *tree, const struct node *node, const struct node *top,
		       bool deeper);

/* Whether two subtrees look the same. */
bool tree_looks_equal(const struct tree *tree, const struct node *a, const struct node *b);

/* Marks a process and its ancestors to be highlighted. */
void tree_mark(struct tree *tree, struct node *node);

#endif
