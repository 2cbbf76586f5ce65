/* follow_up.h - what kill does with the processes that it holds: signal descendants, wait, kill. */
#ifndef KILL_FOLLOW_UP_H
#define KILL_FOLLOW_UP_H

#include "plan.h"

/* --tree: signals the processes that are held, and all their descendants. */
void signal_trees(struct plan *plan);

/*
 * --timeout, --kill-after, --wait: waits for the processes that are held, and sends the further
 * signals to those that have not ended in time.
 */
void send_follow_ups(struct plan *plan);

#endif
