/* read.h - the nodes of the tree, read from /proc. */
#ifndef PSTREE_READ_H
#define PSTREE_READ_H

#include "tree.h"

/*
 * Adds a node for each process and thread that is there, in the order of their numbers and after
 * one for the kernel, PID 0, which has no files to be read. Fails (1) if /proc cannot be read.
 * Reports the first process that cannot be read, and sets tree->incomplete.
 */
void tree_read(struct tree *tree);

#endif
