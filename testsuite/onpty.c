/* onpty - run a command with some of its standard descriptors on a terminal of its own
 *
 * usage: onpty [-ht] [-i FILE] [-k FILE] [-o FILE] FDS COMMAND [ARG]...
 *
 * FDS names the descriptors that become the terminal: 012, 1, 02; "-" for none. The others stay as
 * they are. COMMAND leads a session whose controlling terminal it is. What is written to it comes
 * out of our standard output; the exit status is COMMAND's, or 128 + the signal that ended it.
 *   -h       the terminal has hung up before COMMAND starts (SIGHUP is ignored in it)
 *   -t       the terminal stops background writers (stty tostop)
 *   -i FILE  what can be read from FILE, such as a FIFO, is typed on the terminal
 *   -k FILE  hang up, as closing a window does, as soon as FILE exists; then wait for COMMAND
 *   -o FILE  what is written to the terminal goes there, and not to our standard output
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
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int fatal(const char *what)
{
	fprintf(stderr, "onpty: %s: %s\n", what, strerror(errno));
	exit(99);
}

/* Our own descriptors keep out of the slots 0 to 2, which may be closed for COMMAND. */
static int high(int descriptor)
{
	int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 20);

	if (moved < 0)
		fatal("descriptor");
	close(descriptor);
	return moved;
}

static int open_slave(int master, bool tostop)
{
	struct termios terminal;
	int slave = high(open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC));

	if (tcgetattr(slave, &terminal))
		fatal("terminal");
	terminal.c_oflag &= ~OPOST;
	if (tostop)
		terminal.c_lflag |= TOSTOP;
	if (tcsetattr(slave, TCSANOW, &terminal))
		fatal("terminal");
	return slave;
}

static void start(int slave, const char *descriptors, bool hung_up, int parent, char **argv)
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
		/* tell that we are ready, then wait for the end that comes with the hangup */
		if (write(parent, "r", 1) != 1 || read(parent, &byte, 1) < 0)
			fatal("socket");
	}
	execvp(argv[0], argv);
	fatal(argv[0]);
}

static void child_ended(int signal)
{
	(void)signal; /* only there to end ppoll */
}

/* Passes on what is there to be read. Returns false at the end of it. */
static bool drain(int from, int output)
{
	struct pollfd readable = { .fd = from, .events = POLLIN };
	char buffer[4096];

	while (poll(&readable, 1, 0) > 0) {
		ssize_t count = read(from, buffer, sizeof(buffer));

		if (count <= 0)
			return false;
		if (write(output, buffer, count) != count)
			fatal("write");
	}
	return true;
}

/*
 * Copies what is written to the terminal until file exists, or without one until child ends; and
 * what is typed, unless that is -1, to the terminal.
 */
static bool copy(int master, int output, int typed, const char *file, pid_t child, int *status)
{
	const struct timespec look_again = { .tv_nsec = 10000000 };
	struct pollfd polled[] = { { .fd = master, .events = POLLIN },
				   { .fd = typed, .events = POLLIN } };
	bool ended = false;
	sigset_t none;

	sigemptyset(&none);
	for (;;) {
		ended = ended || waitpid(child, status, WNOHANG) == child;
		if (file ? access(file, F_OK) == 0 : ended)
			break;
		ppoll(polled, 2, file ? &look_again : NULL, &none);
		drain(master, output);
		if (polled[1].fd >= 0 && !drain(polled[1].fd, master))
			polled[1].fd = -1;
	}
	drain(master, output);
	return ended;
}

int main(int argc, char **argv)
{
	bool hung_up = false, tostop = false, ended = false;
	const char *file = NULL;
	int option, status, master, slave, ready[2], output = 1, typed = -1;
	sigset_t chld, before;
	pid_t child;
	char byte;

	while ((option = getopt(argc, argv, "+hti:k:o:")) != -1) {
		hung_up |= option == 'h';
		tostop |= option == 't';
		if (option == 'i')
			typed = high(open(optarg, O_RDWR | O_CLOEXEC)); /* a FIFO has no end then */
		if (option == 'k')
			file = optarg;
		if (option == 'o')
			output = high(open(optarg, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
	}
	if (argc - optind < 2) {
		fprintf(stderr,
			"usage: onpty [-ht] [-i FILE] [-k FILE] [-o FILE] FDS COMMAND [ARG]...\n");
		return 99;
	}
	master = high(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
	if (grantpt(master) || unlockpt(master))
		fatal("pseudo-terminal");
	slave = open_slave(master, tostop);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ready))
		fatal("socket");
	ready[0] = high(ready[0]);
	ready[1] = high(ready[1]);
	/* SIGCHLD comes only while ppoll waits; COMMAND gets the mask and the action that we had */
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, &before);
	signal(SIGCHLD, child_ended);
	child = fork();
	if (child < 0)
		fatal("fork");
	if (child == 0) {
		close(ready[1]);
		close(master);
		signal(SIGCHLD, SIG_DFL);
		sigprocmask(SIG_SETMASK, &before, NULL);
		start(slave, argv[optind], hung_up, ready[0], argv + optind + 1);
	}
	close(ready[0]);
	if (hung_up && read(ready[1], &byte, 1) != 1)
		fatal("socket");
	if (!hung_up)
		ended = copy(master, output, typed, file, child, &status);
	close(slave); /* not before: the last one to close it would hang up */
	close(master);
	close(ready[1]);
	while (!ended && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
