/* idle - a process as a test needs it, which does nothing until a signal ends it
 *
 * usage: idle [-d] [-n NAME] [-s SIGNAL] [-l FILE] [-p PID] [-z] [-r FILE] [ARG]...
 *
 *   -n NAME    is its name, any bytes
 *   -d         is not dumpable: its files in /proc belong to root
 *   -s SIGNAL  has a handler for that signal, which does nothing
 *   -i SIGNAL  ignores that one
 *   -l FILE    has FILE locked, by fcntl
 *   -z         has a child that is a zombie
 *   -p PID     is process PID of its namespace; idle itself waits for it and ends as it does
 *   -r FILE    makes FILE as soon as all of this is so
 * Exit status: 99 if it cannot be had.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void fatal(const char *what)
{
	perror(what);
	exit(99);
}

static void caught(int signal)
{
	(void)signal;
}

static void lock(const char *file)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int descriptor = open(file, O_RDWR | O_CREAT, 0644);

	if (descriptor < 0 || fcntl(descriptor, F_SETLK, &all))
		fatal(file);
}

static void have_zombie(void)
{
	pid_t child = fork();
	siginfo_t info;

	if (child == 0)
		_exit(3);
	if (child < 0 || waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT))
		fatal("zombie");
}

/* Returns in a child with that number; the parent waits for it. */
static void become(pid_t pid)
{
	struct clone_args arguments = {
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)&pid,
		.set_tid_size = 1,
	};
	pid_t child = (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
	int status;

	if (child < 0)
		fatal("clone3");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		return;
	}
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			fatal("waitpid");
	}
	exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

int main(int argc, char **argv)
{
	const char *ready = NULL;
	int option;

	while ((option = getopt(argc, argv, "+dn:s:i:l:p:zr:")) != -1) {
		if (option == 'n')
			prctl(PR_SET_NAME, optarg);
		else if (option == 'd')
			prctl(PR_SET_DUMPABLE, 0);
		else if (option == 's')
			signal(atoi(optarg), caught);
		else if (option == 'i')
			signal(atoi(optarg), SIG_IGN);
		else if (option == 'l')
			lock(optarg);
		else if (option == 'p')
			become((pid_t)atoi(optarg));
		else if (option == 'z')
			have_zombie();
		else if (option == 'r')
			ready = optarg;
		else
			return 99;
	}
	/* at no time a descriptor more than we were given: tests look at these from then on */
	if (ready && mknod(ready, S_IFREG | 0644, 0) && errno != EEXIST)
		fatal(ready);
	for (;;)
		pause();
}
