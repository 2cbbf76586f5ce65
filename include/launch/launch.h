/* launch.h - hearing from a child, which goes on by itself, whether it became the command. */
#ifndef LAUNCH_LAUNCH_H
#define LAUNCH_LAUNCH_H

#include <stdbool.h>

/* The two ends of a pipe, which executing the command closes. */
struct launch {
	int heard, said;
};

/* Opens it, before the child is started; never onto 0, 1 or 2. Returns false with errno. */
bool launch_open(struct launch *launch);

/*
 * In the child: what its exit status would be if it ended here, be it by a signal; 0 before what
 * executes the command. The last one counts. 0 to 255.
 */
void launch_say(const struct launch *launch, int status);

/*
 * In the parent: waits until the child has become the command, or has ended, and returns the status
 * that it said last; 0 if it said none. Closes the pipe.
 */
int launch_hear(const struct launch *launch);

#endif
