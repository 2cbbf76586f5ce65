/* grow - a tree of processes, to be looked at
 *
 * usage: grow TREE COMMAND [ARG]...
 *
 * TREE is NAME [@UID] [+THREADS] [(TREE,...)]: a process of that name, with so many threads beside
 * the first one, named t, and below it others. All of them sleep, as root(one,two+1(three@1000));
 * they are born in the order in which they stand there. Then COMMAND is run, with the PID of the
 * first in place of an argument %p. The exit status is COMMAND's; the tree ends with it.
 */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILURE = 99, STACK = 16384, NAME = 64 };

static int named; /* threads of this process that have their names */

static int sleep_on(void *name)
{
	if (name) {
		prctl(PR_SET_NAME, name);
		__atomic_add_fetch(&named, 1, __ATOMIC_RELEASE);
	}
	while (pause())
		;
	return 0;
}

static void add_threads(long count)
{
	long left = count;

	named = 0;
	while (left--) {
		char *stack = aligned_alloc(16, STACK);

		if (!stack || clone(sleep_on, stack + STACK, CLONE_VM | CLONE_FS | CLONE_FILES |
				    CLONE_SIGHAND | CLONE_THREAD, "t") < 0)
			_exit(FAILURE);
	}
	while (__atomic_load_n(&named, __ATOMIC_ACQUIRE) < count)
		sched_yield();
}

/* What follows this tree: a comma, a closing parenthesis or the end. */
static const char *skip(const char *text)
{
	for (int depth = 0; *text; text++) {
		if (depth == 0 && (*text == ',' || *text == ')'))
			break;
		depth += (*text == '(') - (*text == ')');
	}
	return text;
}

static pid_t grow(const char *text);

/* In the child: becomes what text says, and tells by ready when all is there. */
static _Noreturn void become(const char *text, int ready)
{
	size_t length = strcspn(text, "@+(),");
	char name[NAME] = "";
	uid_t user = 0;

	memcpy(name, text, length < NAME ? length : NAME - 1);
	text += length;
	prctl(PR_SET_NAME, name);
	if (*text == '@')
		user = strtoul(text + 1, (char **)&text, 10);
	if (*text == '+')
		add_threads(strtol(text + 1, (char **)&text, 10));
	if (*text == '(') {
		do
			grow(++text);
		while (*(text = skip(text)) == ',');
	}
	if (user && (setgid(user) || setuid(user)))
		_exit(FAILURE);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (write(ready, "", 1) != 1)
		_exit(FAILURE);
	close(ready);
	_exit(sleep_on(NULL));
}

static pid_t grow(const char *text)
{
	int ends[2];
	char byte;
	pid_t child;

	if (pipe(ends) || (child = fork()) < 0)
		_exit(FAILURE);
	if (child == 0) {
		close(ends[0]);
		become(text, ends[1]);
	}
	close(ends[1]);
	if (read(ends[0], &byte, 1) != 1)
		_exit(FAILURE);
	close(ends[0]);
	return child;
}

int main(int argc, char **argv)
{
	char number[16];
	pid_t root, child;
	int status;

	if (argc < 3)
		return FAILURE;
	root = grow(argv[1]);
	snprintf(number, sizeof(number), "%d", (int)root);
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "%p") == 0)
			argv[i] = number;
	}
	child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		_exit(FAILURE);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		status = -1;
	kill(root, SIGKILL);
	return WIFEXITED(status) ? WEXITSTATUS(status) : FAILURE;
}
