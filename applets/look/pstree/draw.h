/* draw.h - trees of processes, drawn. */
#ifndef PSTREE_DRAW_H
#define PSTREE_DRAW_H

#include <stddef.h>
#include <sys/types.h>

#include "line.h"
#include "tree.h"

/* Draws a process and its descendants. */
void draw_tree(const struct tree *tree, struct line *line, const struct node *node);

/*
 * Draws, of top and its descendants, each tree whose topmost process is the user's. Returns how
 * many there are.
 */
size_t draw_user_trees(const struct tree *tree, struct line *line, const struct node *top,
		       uid_t uid);

/*
 * Draws, of node and its descendants, the trees of each namespace of the type that is asked for,
 * in the order in which these are met.
 */
void draw_namespace_trees(const struct tree *tree, struct line *line, const struct node *node);

#endif
