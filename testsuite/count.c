/* count - what a launcher costs, in numbers that no other load on the machine changes
 *
 * usage: count [-o FILE] calls|instructions|faults LAUNCHER [ARG]... TARGET
 *
 * Runs LAUNCHER, which is to execute the program TARGET, and prints one number (into FILE).
 *   calls         system calls after LAUNCHER's own execve, up to and including that of TARGET
 *   instructions  in user space, between the same two; traced one by one, so that each turn of a
 *                 repeated string instruction is one
 *   faults        page faults of LAUNCHER and TARGET less those of TARGET alone, as wait4 counts
 *                 them. A page more or less is a matter of where the stack happens to begin, and
 *                 a busy machine adds a few now and then: so it is the mean of the middle half of
 *                 many runs, which end at no breakpoint and need no tracing.
 * Exit status: 0; 1 if LAUNCHER did not execute TARGET, or failed; 2 if nothing could be counted.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	RUNS = 100,
	EXEC_STOP = SIGTRAP | PTRACE_EVENT_EXEC << 8,
	CALL_STOP = SIGTRAP | 0x80, /* PTRACE_O_TRACESYSGOOD */
};

static _Noreturn void fatal(const char *what)
{
	fprintf(stderr, "count: %s: %s\n", what, strerror(errno));
	exit(2);
}

static _Noreturn void not_executed(char **argv)
{
	fprintf(stderr, "count: %s did not execute its command\n", argv[0]);
	exit(1);
}

static int wait_for(pid_t process, struct rusage *usage)
{
	int status;

	while (wait4(process, &status, __WALL, usage) < 0) {
		if (errno != EINTR)
			fatal("wait4");
	}
	return status;
}

/* Starts argv, traced; it stands before its execve. */
static pid_t start(char **argv)
{
	long options = PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
	pid_t child = fork();

	if (child < 0)
		fatal("fork");
	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
			fatal("ptrace");
		kill(getpid(), SIGSTOP);
		execvp(argv[0], argv);
		fatal(argv[0]);
	}
	if (!WIFSTOPPED(wait_for(child, NULL)))
		exit(2);
	if (ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)options))
		fatal("ptrace");
	return child;
}

/* Lets the process go on to its next stop. Returns which, or 0 once it has ended. */
static int resume(int request, pid_t process, int stop)
{
	/* a stop of ours is no signal to be delivered */
	bool ours = stop == 0 || stop == SIGTRAP || stop == CALL_STOP || stop == EXEC_STOP;
	int status;

	if (ptrace(request, process, NULL, (void *)(long)(ours ? 0 : stop)))
		fatal("ptrace");
	status = wait_for(process, NULL);
	return WIFSTOPPED(status) ? status >> 8 : 0;
}

/* Runs argv as far as its next execve; returns how many stops of the one kind came before it. */
static long trace(int request, int kind, char **argv)
{
	pid_t child = start(argv);
	long count = 0;
	int stop = 0;

	do
		stop = resume(PTRACE_CONT, child, stop);
	while (stop && stop != EXEC_STOP);
	if (!stop)
		exit(2);
	while ((stop = resume(request, child, stop)) && stop != EXEC_STOP)
		count += stop == kind;
	if (!stop)
		not_executed(argv);
	kill(child, SIGKILL);
	wait_for(child, NULL);
	return count;
}

static long faults_of_run(char **argv)
{
	pid_t child = vfork();
	struct rusage usage;

	if (child < 0)
		fatal("vfork");
	if (child == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	if (wait_for(child, &usage))
		not_executed(argv);
	/* which of the two a fault is depends on what the page cache holds */
	return usage.ru_minflt + usage.ru_majflt;
}

static int ascending(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static double faults(char **argv, char **target)
{
	long counts[RUNS], sum = 0;

	for (int i = 0; i < RUNS; i++)
		counts[i] = faults_of_run(argv) - faults_of_run(target);
	qsort(counts, RUNS, sizeof *counts, ascending);
	for (int i = RUNS / 4; i < RUNS - RUNS / 4; i++)
		sum += counts[i];
	return (double)sum / (RUNS - RUNS / 4 * 2);
}

int main(int argc, char **argv)
{
	FILE *result = stdout;
	const char *what;
	int option;

	while ((option = getopt(argc, argv, "+o:")) != -1) {
		result = option == 'o' ? fopen(optarg, "we") : NULL;
		if (!result)
			fatal(option == 'o' ? optarg : "usage");
	}
	argv += optind;
	if (argc - optind < 3) {
		fputs("usage: count [-o FILE] calls|instructions|faults LAUNCHER [ARG]... TARGET\n",
		      stderr);
		return 2;
	}
	what = *argv++;
	if (!strcmp(what, "calls"))
		/* one stop behind the first execve, two for each call, one before the last */
		fprintf(result, "%ld\n", trace(PTRACE_SYSCALL, CALL_STOP, argv) / 2);
	else if (!strcmp(what, "instructions"))
		/* the last one, which enters the execve, ends in its own kind of stop */
		fprintf(result, "%ld\n", trace(PTRACE_SINGLESTEP, SIGTRAP, argv) + 1);
	else
		fprintf(result, "%.1f\n", faults(argv, argv + argc - optind - 2));
	return 0;
}
