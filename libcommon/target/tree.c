/* tree.c - all descendants of our process.
 *
 * Whatever a descendant does, fork twice or lead a session of its own, it has a parent; once that
 * has been killed, it is our child, because we adopt orphans. So killing children until there are
 * none ends them all. A process that keeps forking and exiting is a race, which goes on until it is
 * won: stopping the process first would not help, because the kernel sends a hangup to orphaned
 * process groups that are stopped.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "proc/process.h"
#include "target/tree.h"
#include "text/retry.h"

/* In place of a signal: send nothing; remember them as others. */
enum { COUNT = 0, NOTE = -1 };

/* What is done with the children. */
struct visit {
	int signal;  /* to be sent; COUNT or NOTE */
	pid_t group; /* its members are spared; 0: none are */
	int found;
	int reached; /* how many of them were signalled */
	void (*act)(void *context, pid_t process); /* unless NULL */
	void *context;
};

static pid_t *find_other(struct tree *tree, pid_t process)
{
	for (int i = 0; i < tree->count; i++) {
		if (tree->others[i] == process)
			return &tree->others[i];
	}
	return NULL;
}

/* Whether the process is a child of ours; it stays one until we reap it. */
static bool is_child(pid_t process)
{
	siginfo_t info;

	return waitid(P_PID, process, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;
}

static void visit_child(struct tree *tree, struct visit *visit, pid_t process)
{
	if (find_other(tree, process))
		return;
	visit->found++;
	if (visit->signal == NOTE && tree->count < TREE_OTHERS)
		tree->others[tree->count++] = process;
	if (visit->act)
		visit->act(visit->context, process);
	if (visit->signal <= 0 || (visit->group && getpgid(process) == visit->group))
		return;
	visit->reached += kill(process, visit->signal) == 0;
	if (visit->signal != SIGKILL)
		kill(process, SIGCONT);
}

/*
 * Visits the children that the kernel lists. Returns false if it lists none, or if the numbers in
 * the list are not those of our children: this /proc may be that of another PID namespace.
 */
static bool visit_listed(struct tree *tree, struct visit *visit)
{
	int list = open_above("/proc/thread-self/children", O_RDONLY, 0);
	char buffer[1024];
	pid_t process = 0;
	bool ours = list >= 0;
	ssize_t count = -1;

	while (ours && (count = read(list, buffer, sizeof(buffer))) > 0) {
		for (ssize_t i = 0; ours && i < count; i++) {
			if (buffer[i] >= '0' && buffer[i] <= '9') {
				process = process * 10 + (buffer[i] - '0');
				continue;
			}
			ours = is_child(process);
			if (ours)
				visit_child(tree, visit, process);
			process = 0;
		}
	}
	if (list >= 0)
		close(list);
	return ours && count == 0;
}

/* Tries each number from first to last, and visits those of children. */
static void visit_range(struct tree *tree, struct visit *visit, pid_t first, pid_t last)
{
	for (pid_t process = first; process <= last; process++) {
		if (is_child(process))
			visit_child(tree, visit, process);
	}
}

/*
 * Children have numbers between our own and the newest one, which is that of a process started now.
 * If none of those is a child's, numbers have wrapped around since we started: then tries all.
 */
static void visit_unlisted(struct tree *tree, struct visit *visit)
{
	pid_t newest = vfork();

	if (newest == 0)
		_exit(0);
	if (newest > 0)
		waitpid(newest, NULL, 0);
	visit_range(tree, visit, getpid() + 1, newest);
	if (!visit->found)
		visit_range(tree, visit, 1, PROCESS_ID_MAX);
}

/* Visits all children of the tree; returns how many there are. */
static int visit_children(struct tree *tree, struct visit *visit)
{
	if (!visit_listed(tree, visit)) {
		visit->found = visit->reached = 0;
		visit_unlisted(tree, visit);
	}
	return visit->found;
}

bool tree_adopt(struct tree *tree)
{
	struct visit visit = { .signal = NOTE };
	siginfo_t info;

	tree->count = 0;
	if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 &&
	    visit_children(tree, &visit) > TREE_OTHERS) {
		errno = E2BIG;
		return false;
	}
	return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
}

bool tree_reap(struct tree *tree, pid_t *child, int *status)
{
	struct visit visit = { .signal = COUNT };
	pid_t process;
	bool others = false;
	int how, retries = RETRIES;

	while ((process = waitpid(-1, &how, WNOHANG | __WALL)) > 0 ||
	       (process < 0 && retry_interrupted(&retries))) {
		pid_t *other = find_other(tree, process);

		if (other)
			*other = 0;
		if (process == *child) {
			*child = 0;
			*status = how;
		}
	}
	for (int i = 0; i < tree->count; i++)
		others |= tree->others[i] != 0;
	return process == 0 && (!others || visit_children(tree, &visit) > 0);
}

void tree_release(struct tree *tree, pid_t process)
{
	pid_t *free = find_other(tree, 0);

	if (find_other(tree, process))
		return;
	if (free)
		*free = process;
	else if (tree->count < TREE_OTHERS)
		tree->others[tree->count++] = process;
}

void tree_signal(struct tree *tree, int signal, pid_t group)
{
	struct visit visit = { .signal = signal, .group = group };

	visit_children(tree, &visit);
}

int tree_each(struct tree *tree, void (*act)(void *context, pid_t process), void *context)
{
	struct visit visit = { .signal = COUNT, .act = act, .context = context };

	return visit_children(tree, &visit);
}

bool tree_kill(struct tree *tree, pid_t *child, int *status)
{
	siginfo_t info;
	int retries = RETRIES;

	while (tree_reap(tree, child, status)) {
		struct visit visit = { .signal = SIGKILL };

		if (visit_children(tree, &visit) > 0 && visit.reached == 0) {
			errno = EPERM;
			return false;
		}
		/* wait until one of them, or one of the others, has ended */
		if (!visit.found || waitid(P_ALL, 0, &info, WEXITED | WNOWAIT | __WALL) == 0)
			retries = RETRIES;
		else if (!retry_interrupted(&retries))
			return false;
	}
	return true;
}
