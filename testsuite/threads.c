/* threads - a process with some threads, which do nothing until it is killed
 *
 * usage: threads COUNT
 *
 * COUNT, from 1 to 8, is how many there are in all.
 */
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST = 8, STACK = 16384 };

static _Alignas(16) char stacks[MOST][STACK];

static int sleep_on(void *unused)
{
	(void)unused;
	while (pause())
		;
	return 0;
}

int main(int argc, char **argv)
{
	int count = argc == 2 ? atoi(argv[1]) : 0;

	if (count < 1 || count > MOST)
		return 99;
	for (int i = 1; i < count; i++) {
		if (clone(sleep_on, stacks[i] + STACK, CLONE_VM | CLONE_FS | CLONE_FILES |
			  CLONE_SIGHAND | CLONE_THREAD, NULL) < 0)
			return 99;
	}
	return sleep_on(NULL);
}
