/* tree.h - all descendants of our process, including those that have left its group and session. */
#ifndef TARGET_TREE_H
#define TARGET_TREE_H

#include <stdbool.h>
#include <sys/types.h>

enum { TREE_OTHERS = 64 };

/*
 * Children from before, started by the program that executed ours, and those that were released
 * (tree_release). They are left alone.
 */
struct tree {
	pid_t others[TREE_OTHERS];
	int count;
};

/*
 * Makes this process the parent of all descendants whose own parent ends, so that none is ever lost
 * (PR_SET_CHILD_SUBREAPER). Call it before the first one is started, and reap with tree_reap from
 * then on. Returns false with errno: EINVAL before Linux 3.4, E2BIG if there are more than
 * TREE_OTHERS children from before.
 */
bool tree_adopt(struct tree *tree);

/*
 * Reaps all children that have ended, without waiting. If *child is one of them, sets *child to 0
 * and *status. Returns whether any children of the tree are left.
 */
bool tree_reap(struct tree *tree, pid_t *child, int *status);

/* Leaves this child alone from now on, like those from before. */
void tree_release(struct tree *tree, pid_t process);

/* Sends signal, then SIGCONT, to the children that are not in the process group; 0: to all. */
void tree_signal(struct tree *tree, int signal, pid_t group);

/* Calls act for each child of the tree. Returns how many there are. */
int tree_each(struct tree *tree, void (*act)(void *context, pid_t process), void *context);

/*
 * Kills (SIGKILL) and reaps until no descendant is left; child and status are as in tree_reap. Each
 * one is signalled before it is reaped, while its number cannot be another process's. Works without
 * /proc, but faster with it. Returns false with errno (EPERM) if those that are left may not be
 * signalled.
 */
bool tree_kill(struct tree *tree, pid_t *child, int *status);

#endif
