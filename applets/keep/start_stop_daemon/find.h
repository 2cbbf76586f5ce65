/* find.h - the processes that start-stop-daemon is about. */
#ifndef START_STOP_DAEMON_FIND_H
#define START_STOP_DAEMON_FIND_H

#include "plan.h"

enum { HANDLE_SIZE = 96 };

/* To be called once: prepares the conditions from the options. */
void prepare_search(struct plan *plan);

/*
 * Finds the processes that meet all conditions, and holds them in plan->family in place of those
 * from before. Returns whether there are any.
 */
bool find_processes(struct plan *plan);

/*
 * The line of a pid file that says which process its number belongs to. Returns the inode in it, or
 * 0 if that is not known; then line is "".
 */
unsigned long long describe_handle(char line[HANDLE_SIZE], pid_t pid);

/* user_find, or fails: there is no such user. */
void require_user(const struct plan *plan, const char *text, struct account *user);

#endif
