/* idle - many processes that do nothing, for tools that read all processes
 *
 * usage: idle COUNT
 *
 * Returns when they exist. They share our memory, which makes them cheap, have our name, and stay
 * until they are killed: run this in a PID namespace that ends with its first process. Exit status:
 * 0; 1 if so many are not permitted.
 */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STACK = 1024 };

static int sleep_on(void *unused)
{
	(void)unused;
	while (pause())
		;
	return 0;
}

int main(int argc, char **argv)
{
	long count = argc == 2 ? atol(argv[1]) : 0;

	if (count < 1) {
		fprintf(stderr, "usage: idle COUNT\n");
		return 2;
	}
	while (count--) {
		char *stack = aligned_alloc(16, STACK);

		if (!stack || clone(sleep_on, stack + STACK, CLONE_VM | SIGCHLD, NULL) < 0) {
			perror("idle");
			return 1;
		}
	}
	/* not by exit, which would clean up memory that they share */
	_exit(0);
}
