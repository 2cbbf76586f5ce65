/* describe.h - what is printed of one process: its name, details and arguments. */
#ifndef PSTREE_DESCRIBE_H
#define PSTREE_DESCRIBE_H

#include <stdbool.h>

#include "line.h"
#include "tree.h"
#include "user/account.h"

struct describer {
	const struct tree *tree;
	struct line *line;
	struct account user; /* the last one that was looked up */
	bool user_known;
};

/* Appends the process to the line; above is the user of what it is drawn below. */
void describe_process(struct describer *describer, const struct node *node, uid_t above);

#endif
