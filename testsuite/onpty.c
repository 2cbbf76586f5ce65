/* onpty - run a command with some of its standard descriptors on a terminal of its own
 *
 * usage: onpty [-h] [-t] [-k FILE] FDS COMMAND [ARG]...
 *
 * FDS names the descriptors that become the terminal: 012, 1, 02; "-" for none. The others stay as
 * they are. COMMAND leads a session whose controlling terminal it is. What is written to it comes
 * out of our standard output; the exit status is COMMAND's, or 128 + the signal that ended it.
 *   -h       the terminal has hung up before COMMAND starts (SIGHUP is ignored in it)
 *   -t       the terminal stops background writers (stty tostop)
 *   -k FILE  hang up, as closing a window does, as soon as FILE exists; then wait for COMMAND
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int fatal(const char *what)
{
	fprintf(stderr, "onpty: %s: %s\n", what, strerror(errno));
	exit(99);
}

static int open_master(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	int high;

	if (master < 0 || grantpt(master) || unlockpt(master))
		fatal("pseudo-terminal");
	/* keep it out of the slots that the caller closed; a copy left open would never hang up */
	high = fcntl(master, F_DUPFD_CLOEXEC, 20);
	close(master);
	return high;
}

static int open_slave(int master, bool tostop)
{
	struct termios terminal;
	int slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	int high = fcntl(slave, F_DUPFD_CLOEXEC, 20);

	if (high < 0 || tcgetattr(high, &terminal))
		fatal("terminal");
	terminal.c_oflag &= ~OPOST;
	if (tostop)
		terminal.c_lflag |= TOSTOP;
	if (tcsetattr(high, TCSANOW, &terminal))
		fatal("terminal");
	if (slave < 20)
		close(slave);
	return high;
}

static void start(int slave, const char *descriptors, bool hung_up, int master, int ready,
		  char **argv)
{
	char byte;

	setsid();
	if (ioctl(slave, TIOCSCTTY, 0))
		fatal("controlling terminal");
	for (; *descriptors; descriptors++) {
		if (*descriptors >= '0' && *descriptors <= '2')
			dup2(slave, *descriptors - '0');
	}
	if (hung_up) {
		signal(SIGHUP, SIG_IGN);
		if (read(ready, &byte, 1) < 0) /* ends when the parent has closed the master */
			fatal("pipe");
		close(master); /* the last one: hangs up what is our controlling terminal by now */
	}
	execvp(argv[0], argv);
	fatal(argv[0]);
}

static bool has_ended(pid_t child)
{
	siginfo_t information = { 0 };

	return waitid(P_PID, child, &information, WEXITED | WNOHANG | WNOWAIT) ||
	       information.si_pid == child;
}

/*
 * Copies what comes from the terminal until the last process has closed it and child has ended,
 * which a hangup would kill before; or until file exists.
 */
static void copy(int master, const char *file, pid_t child)
{
	struct pollfd terminal = { .fd = master, .events = POLLIN };
	char buffer[4096];

	for (;;) {
		ssize_t count;

		if (file && access(file, F_OK) == 0)
			return;
		if (poll(&terminal, 1, file ? 10 : -1) <= 0)
			continue;
		count = read(master, buffer, sizeof(buffer));
		if (count <= 0 && has_ended(child))
			return;
		if (count <= 0)
			poll(NULL, 0, 10); /* all have closed it, but one may open it again */
		else if (write(1, buffer, count) != count)
			fatal("write");
	}
}

int main(int argc, char **argv)
{
	bool hung_up = false, tostop = false;
	const char *file = NULL;
	int option, status, master, slave, ready[2];
	pid_t child;

	while ((option = getopt(argc, argv, "+htk:")) != -1) {
		hung_up |= option == 'h';
		tostop |= option == 't';
		if (option == 'k')
			file = optarg;
	}
	if (argc - optind < 2) {
		fprintf(stderr, "usage: onpty [-h] [-t] [-k FILE] FDS COMMAND [ARG]...\n");
		return 99;
	}
	master = open_master();
	slave = open_slave(master, tostop);
	if (pipe2(ready, O_CLOEXEC))
		fatal("pipe");
	for (int i = 0; i < 2; i++) {
		int high = fcntl(ready[i], F_DUPFD_CLOEXEC, 20);

		close(ready[i]);
		ready[i] = high;
	}
	child = fork();
	if (child < 0)
		fatal("fork");
	if (child == 0) {
		close(ready[1]);
		if (!hung_up)
			close(master);
		start(slave, argv[optind], hung_up, master, ready[0], argv + optind + 1);
	}
	close(slave);
	if (!hung_up)
		copy(master, file, child);
	close(master);
	close(ready[1]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
