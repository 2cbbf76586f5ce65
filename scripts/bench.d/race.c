/* race - time commands, run in turns, so that other load affects them all alike
 *
 * usage: race SECONDS COMMAND...
 *
 * Each COMMAND is one argument, a path and arguments separated by blanks; argv[0] is the base name
 * of the path; standard output is /dev/null. Prints a line for each: the median time from vfork to
 * its end, in nanoseconds.
 * Each turn is a run that is not timed and one that is: the caches then contain the command's own
 * data, not those of its neighbour in the list.
 * A command that fails is not run again; its line is "-".
 * Exit status: 0; 1 if all of them failed.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS = 16, COMMANDS = 16, ROUNDS = 20000 };

struct command {
	const char *path;
	char *argv[ARGUMENTS + 1];
	bool failed;
	long times[ROUNDS];
};

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void split(struct command *command, char *text)
{
	char *slash;
	int count = 0;

	for (text = strtok(text, " "); text && count < ARGUMENTS; text = strtok(NULL, " "))
		command->argv[count++] = text;
	if (count == 0)
		exit(2);
	command->path = command->argv[0];
	slash = strrchr(command->path, '/');
	if (slash)
		command->argv[0] = slash + 1;
}

static long run(struct command *command)
{
	long before = now();
	pid_t child = vfork();
	int status;

	if (child == 0) {
		execv(command->path, command->argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || status) {
		fprintf(stderr, "race: %s failed\n", command->path);
		command->failed = true;
	}
	return now() - before;
}

/* One run that is not timed, and one that is. */
static void take_turn(struct command *command, int round)
{
	if (!command->failed)
		run(command);
	if (!command->failed)
		command->times[round] = run(command);
}

static int ascending(const void *a, const void *b)
{
	const long *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int main(int argc, char **argv)
{
	static struct command commands[COMMANDS];
	int count = argc - 2, rounds = 0, status = 1;
	FILE *results = fdopen(fcntl(1, F_DUPFD_CLOEXEC, 3), "w");
	long end;

	if (count < 1 || count > COMMANDS) {
		fprintf(stderr, "usage: race SECONDS COMMAND...\n");
		return 2;
	}
	if (!results || !freopen("/dev/null", "w", stdout)) {
		perror("race");
		return 2;
	}
	for (int i = 0; i < count; i++)
		split(&commands[i], argv[i + 2]);
	end = now() + atol(argv[1]) * 1000000000L;
	while (rounds < ROUNDS && (rounds == 0 || now() < end)) {
		for (int i = 0; i < count; i++)
			take_turn(&commands[i], rounds);
		rounds++;
	}
	for (int i = 0; i < count; i++) {
		if (commands[i].failed) {
			fputs("-\n", results);
			continue;
		}
		qsort(commands[i].times, rounds, sizeof(long), ascending);
		fprintf(results, "%ld\n", commands[i].times[rounds / 2]);
		status = 0;
	}
	return status;
}
