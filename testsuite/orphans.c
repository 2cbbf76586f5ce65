/* orphans - make processes that whoever adopts them has to reap
 *
 * usage: orphans COUNT
 *
 * Most end before their parent does, a tenth of them shortly after. Returns when there have been
 * that many; the last of them may be running still.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 100 };

/* Ends at once; by vfork, which is cheap. */
static pid_t start_short(void)
{
	pid_t child = vfork();

	if (child == 0)
		_exit(0);
	return child;
}

static pid_t start_long(int number)
{
	const struct timespec while_adopted = { .tv_nsec = number * 100000L };
	pid_t child = fork();

	if (child == 0) {
		nanosleep(&while_adopted, NULL);
		_exit(0);
	}
	return child;
}

static _Noreturn void make(int count)
{
	for (int i = 0; i < count; i++) {
		if ((i % 10 ? start_short() : start_long(i)) < 0)
			_exit(1);
	}
	_exit(0);
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 0, status;

	for (; count > 0; count -= BATCH) {
		pid_t parent = fork();

		if (parent == 0)
			make(count < BATCH ? count : BATCH);
		if (parent < 0 || waitpid(parent, &status, 0) != parent || status) {
			perror("orphans");
			return 99;
		}
	}
	return 0;
}
