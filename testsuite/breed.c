/* breed - a tree of processes that keeps forking, within bounds
 *
 * usage: breed SECONDS
 *
 * Starts four processes, each of which starts a child every two milliseconds, which ends after
 * twenty. All ignore SIGTERM. They end after that many seconds, or with the first one.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PARENTS = 4, CHILDREN = 20 };

static void rest(long milliseconds)
{
	nanosleep(&(struct timespec){ .tv_nsec = milliseconds * 1000000 }, NULL);
}

static _Noreturn void breed(void)
{
	int living = 0;

	for (;;) {
		pid_t child = living < CHILDREN ? fork() : -1;

		if (child == 0) {
			rest(20);
			_exit(0);
		}
		living += child > 0;
		rest(2);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			living--;
	}
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 99;
	signal(SIGTERM, SIG_IGN);
	for (int i = 0; i < PARENTS; i++) {
		pid_t child = fork();

		if (child == 0) {
			prctl(PR_SET_PDEATHSIG, SIGALRM);
			alarm((unsigned)atoi(argv[1]));
			breed();
		}
		if (child < 0)
			return 99;
	}
	alarm((unsigned)atoi(argv[1]));
	for (;;)
		pause();
}
