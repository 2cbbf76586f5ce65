/* escape - start processes that are hard to get hold of
 *
 * usage: escape LOCK READY WAY...
 *
 * Each of them keeps a lock on the file LOCK, which can be had again only when none is left. The
 * file READY appears when they are on their way, with the number of the last one:
 *   group    in a process group of its own
 *   session  in a session of its own
 *   daemon   the same, its parent gone
 *   deaf     ignores what can be ignored
 *   reaper   adopts the orphans of its daemon
 *   sibling  a child of our parent
 *   vfork    a chain of ten, each waiting in vfork for the next
 *   chain    forks, leads a session and exits, over and over
 *   storm    forks until there were 1000, each in a session of its own
 * With several of them each goes on from where the one before it has got. All end by themselves
 * after a minute.
 */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 60, STORM = 1000 };

static const char *ready;
static int *started;

static void tell(void)
{
	int file = open(ready, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	dprintf(file, "%d\n", getpid());
	close(file);
}

static _Noreturn void stay(void)
{
	for (;;)
		pause();
}

/* The child goes on, the parent stays or exits. */
static void go_on_in_child(int parent_exits)
{
	pid_t child = fork();

	if (child < 0)
		exit(99);
	if (child > 0 && parent_exits)
		_exit(0);
	if (child > 0)
		stay();
	alarm(SECONDS); /* is not inherited */
}

static void go_deaf(void)
{
	for (int i = 1; i < 32; i++) {
		if (i != SIGALRM)
			signal(i, SIG_IGN);
	}
	signal(SIGCHLD, SIG_DFL);
}

static void make_sibling(void)
{
	long child = syscall(SYS_clone, CLONE_PARENT, NULL, NULL, NULL, 0);

	if (child < 0)
		exit(99);
	if (child > 0)
		stay();
	alarm(SECONDS);
}

static void chain_vforks(void)
{
	for (volatile int i = 0; i < 10; i++) {
		if (vfork() > 0)
			stay();
		alarm(SECONDS);
	}
}

static void run_on(void)
{
	time_t end = time(NULL) + SECONDS;

	for (int i = 0; time(NULL) < end; i++) {
		go_on_in_child(1);
		setsid();
		if (i == 50)
			tell();
	}
	exit(0);
}

static void storm(void)
{
	while (__atomic_add_fetch(started, 1, __ATOMIC_SEQ_CST) < STORM) {
		if (*started > STORM / 10)
			tell();
		if (fork() == 0) {
			alarm(SECONDS);
			setsid();
		}
	}
}

static void go(const char *way)
{
	if (!strcmp(way, "group")) {
		go_on_in_child(0);
		setpgid(0, 0);
	} else if (!strcmp(way, "session")) {
		go_on_in_child(0);
		setsid();
	} else if (!strcmp(way, "daemon")) {
		go_on_in_child(0);
		setsid();
		go_on_in_child(1);
	} else if (!strcmp(way, "deaf")) {
		go_deaf();
	} else if (!strcmp(way, "reaper")) {
		prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	} else if (!strcmp(way, "sibling")) {
		make_sibling();
	} else if (!strcmp(way, "vfork")) {
		chain_vforks();
	} else if (!strcmp(way, "chain")) {
		go_on_in_child(0);
		run_on();
	} else if (!strcmp(way, "storm")) {
		storm();
	} else {
		fprintf(stderr, "escape: unknown way %s\n", way);
		exit(99);
	}
}

int main(int argc, char **argv)
{
	int lock;

	if (argc < 3)
		return 99;
	lock = open(argv[1], O_RDWR | O_CREAT, 0666);
	started = mmap(NULL, sizeof(*started), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		       -1, 0);
	if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) || started == MAP_FAILED)
		return 99;
	ready = argv[2];
	alarm(SECONDS);
	for (int i = 3; i < argc; i++)
		go(argv[i]);
	tell();
	stay();
}
