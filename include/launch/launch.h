/* launch.h - learning from a child that runs on by itself whether it became the command. */
#ifndef LAUNCH_LAUNCH_H
#define LAUNCH_LAUNCH_H

#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/types.h>

#ifdef SYS_fork
enum { CALL_FORK = SYS_fork };
#else
enum { CALL_FORK = SYS_clone };
#endif

/* The two ends of a pipe, closed when the command is executed. */
struct launch {
	int heard, said;
};

/* Opens it, before the child is started; never onto 0, 1 or 2. Returns false with errno. */
bool launch_open(struct launch *launch);

/* Closes it, and keeps errno. */
void launch_close(const struct launch *launch);

/*
 * In the child: reports the exit status, 0 to 255, that the parent is to return if the child ends
 * here, even by a signal; 0 just before the command is executed. The last report counts.
 */
void launch_say(const struct launch *launch, int status);

/*
 * fork(2), but nothing is done for threads, of which there are none: that would cost 2 kB of libc.
 * Where the kernel has no such call, clone(2) does the same.
 */
pid_t launch_fork(void);

/*
 * In the parent: waits until the child has become the command or has ended, and returns the last
 * status that it reported; 0 if it reported none. Closes the pipe. If that cannot be read, reports
 * it and exits with the applet's status for failures of its own.
 */
int launch_hear(const struct launch *launch);

#endif
