/* tree.h - all descendants of a process, those that have left its group and session included. */
#ifndef TARGET_TREE_H
#define TARGET_TREE_H

#include <stdbool.h>
#include <sys/types.h>

enum { TREE_OTHERS = 64 };

/* Children that the process had before, by the program that executed ours. They are left alone. */
struct tree {
	pid_t others[TREE_OTHERS];
	int count;
};

/*
 * Makes descendants whose parent ends children of this process, so that none is ever lost
 * (PR_SET_CHILD_SUBREAPER). Call it before the first one is started, and reap with tree_reap from
 * then on. Returns false with errno: EINVAL on a kernel before Linux 3.4, E2BIG where there are
 * more than TREE_OTHERS children from before.
 */
bool tree_adopt(struct tree *tree);

/*
 * Reaps all children that have ended, without waiting. Where child, unless 0, is one of them sets
 * child to 0 and *status. Returns whether there are children left that are of the tree.
 */
bool tree_reap(struct tree *tree, pid_t *child, int *status);

/* Sends signal, and then SIGCONT, to the children outside of the process group; 0: to all. */
void tree_signal(struct tree *tree, int signal, pid_t group);

/* Calls act with each child, others aside. Returns how many there are. */
int tree_each(struct tree *tree, void (*act)(void *context, pid_t process), void *context);

/*
 * Kills (SIGKILL) and reaps until no descendant is left, child as in tree_reap. Each is signalled
 * before it is reaped: the number cannot have become another's. Needs no /proc, which only makes
 * it faster. Returns false with errno (EPERM) if what is left may not be signalled.
 */
bool tree_kill(struct tree *tree, pid_t *child, int *status);

#endif
