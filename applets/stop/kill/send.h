/* send.h - signals to the processes that kill is given. */
#ifndef KILL_SEND_H
#define KILL_SEND_H

#include "plan.h"

/*
 * Signals the processes that an operand stands for: PID, -PGID, PID:INODE or NAME. With --tree only
 * holds them, for signal_trees.
 */
void signal_operand(struct plan *plan, const char *text);

#endif
