/* target - signals to the process that was found, and waiting until it has ended */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "proc/procfs.h"
#include "support.h"
#include "target/signal.h"
#include "target/wait.h"
#include "text/duration.h"

static pid_t start_child(void)
{
	pid_t child = fork();

	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failing test leaves none behind */
		pause();
		_exit(0);
	}
	assert_true(child > 0);
	return child;
}

static struct target hold(pid_t pid)
{
	static int directory = -1;
	struct process process = { .from = 0 };
	struct target target;

	if (directory < 0)
		directory = procfs_open(1);
	process_start(&process, directory, pid);
	assert_true(process_enter(&process));
	assert_true(target_hold(&target, &process));
	return target;
}

static int end_of(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
}

static void signals(void **state)
{
	pid_t child = start_child();
	struct target target = hold(child);

	(void)state;
	assert_true(target_signal(&target, 0, NULL));
	assert_false(target_state(&target) == TARGET_ENDED);
	assert_false(target_signal(&target, 999, NULL));
	assert_int_equal(errno, EINVAL);
	assert_true(target_signal(&target, SIGINT, NULL));
	assert_int_equal(end_of(child), SIGINT);
	assert_true(target_state(&target) == TARGET_ENDED);
	assert_false(target_signal(&target, SIGINT, NULL));
	assert_int_equal(errno, ESRCH);
	assert_false(target_open(&target));
	assert_int_equal(errno, ESRCH);
	target_drop(&target);
}

static void values(void **state)
{
	pid_t child = start_child();
	struct target target = hold(child);
	int value = 7;

	(void)state;
	assert_true(target_signal(&target, SIGTERM, &value));
	assert_int_equal(end_of(child), SIGTERM);
	target_drop(&target);
}

/* Without a descriptor the start time distinguishes it from the next process with its number. */
static void scarce(void **state)
{
	struct process process = { .from = procfs_open(1) };
	pid_t child = start_child();
	struct rlimit limit, none;
	struct target target;

	(void)state;
	getrlimit(RLIMIT_NOFILE, &limit);
	none = (struct rlimit){ process.from + 1, limit.rlim_max };
	if (setrlimit(RLIMIT_NOFILE, &none))
		give_up("setrlimit");
	process_start(&process, process.from, child);
	assert_true(target_hold(&target, &process)); /* the limit can be raised */
	target_drop(&target);
	setrlimit(RLIMIT_NOFILE, &limit);
	process_start(&process, process.from, child);
	target = (struct target){ child, -1, -1, process_stat(&process)[STAT_START] + 1 };
	assert_true(target_state(&target) == TARGET_ENDED);
	assert_false(target_signal(&target, SIGKILL, NULL));
	assert_int_equal(errno, ESRCH);
	target.start--;
	assert_false(target_state(&target) == TARGET_ENDED);
	assert_true(target_signal(&target, SIGKILL, NULL));
	assert_int_equal(end_of(child), SIGKILL);
	assert_true(target_state(&target) == TARGET_ENDED);
	target_drop(&target);
	close(process.from);
}

/* A target that cannot be read has not ended, as long as its number is a process's. */
static void unreadable(void **state)
{
	pid_t child = start_child();
	struct target target = hold(child);
	struct timespec deadline = duration_deadline((struct timespec){ .tv_nsec = 30000000 });
	struct rlimit limit, none;

	(void)state;
	getrlimit(RLIMIT_NOFILE, &limit);
	none = (struct rlimit){ 0, limit.rlim_max };
	setrlimit(RLIMIT_NOFILE, &none);
	assert_int_equal(target_state(&target), TARGET_UNKNOWN);
	assert_int_equal(errno, EMFILE);
	assert_false(target_owns_number(&target));
	assert_int_equal(errno, EMFILE);
	assert_int_equal(targets_wait(&target, 1, &deadline, false), 1);
	kill(child, SIGKILL);
	end_of(child);
	assert_int_equal(target_state(&target), TARGET_ENDED);
	setrlimit(RLIMIT_NOFILE, &limit);
	assert_int_equal(target_state(&target), TARGET_ENDED);
	target_drop(&target);
}

/* The number of a group is another one's once no member is left. */
static void groups(void **state)
{
	pid_t children[2] = { start_child(), start_child() };
	struct target target = hold(children[0]);

	(void)state;
	setpgid(children[0], 0);
	setpgid(children[1], children[0]);
	assert_true(target_signal_group(&target, children[0], 0));
	assert_false(target_signal_group(&target, children[1], SIGKILL));
	assert_int_equal(errno, ESRCH);
	assert_true(target_signal_group(&target, children[0], SIGKILL));
	assert_int_equal(end_of(children[0]), SIGKILL);
	assert_int_equal(end_of(children[1]), SIGKILL);
	assert_false(target_signal_group(&target, children[0], SIGKILL));
	assert_int_equal(errno, ESRCH);
	target_drop(&target);
}

static void numbers(void **state)
{
	pid_t child = start_child();
	struct target target;
	unsigned long long inode;

	(void)state;
	assert_true(target_of_pid(&target, child, 0));
	inode = target_inode(&target);
	if (inode) {
		target_drop(&target);
		assert_true(target_of_pid(&target, child, inode));
		target_drop(&target);
		assert_false(target_of_pid(&target, child, inode + 1));
		assert_int_equal(errno, ESRCH);
		assert_true(target_of_pid(&target, child, 0));
	}
	assert_true(target_signal(&target, SIGKILL, NULL));
	assert_int_equal(end_of(child), SIGKILL);
	assert_false(target_signal(&target, SIGKILL, NULL));
	assert_int_equal(errno, ESRCH);
	target_drop(&target);
	assert_false(target_of_pid(&target, child, 0));
	assert_int_equal(errno, ESRCH);
}

enum { CHILDREN = 5 };

static void waits(void **state)
{
	struct timespec deadline = duration_deadline((struct timespec){ .tv_nsec = 30000000 });
	pid_t children[CHILDREN];
	struct target targets[CHILDREN];

	(void)state;
	for (int i = 0; i < CHILDREN; i++) {
		children[i] = start_child();
		targets[i] = hold(children[i]);
	}
	assert_int_equal(targets_wait(targets, CHILDREN, &deadline, true), CHILDREN);
	kill(children[2], SIGKILL);
	assert_int_equal(targets_wait(targets, CHILDREN, NULL, true), CHILDREN - 1);
	assert_int_equal(targets[2].pid, children[3]);
	end_of(children[2]);
	deadline = duration_deadline((struct timespec){ .tv_nsec = 30000000 });
	assert_int_equal(targets_wait(targets, CHILDREN - 1, &deadline, false), CHILDREN - 1);
	/* checks the one that has no descriptor to wait on */
	target_drop(&targets[0]);
	for (int i = 0; i < CHILDREN; i++)
		kill(children[i], SIGKILL);
	assert_int_equal(targets_wait(targets + 1, CHILDREN - 2, NULL, false), 0);
	for (int i = 0; i < CHILDREN; i++) {
		if (i != 2)
			end_of(children[i]);
	}
	assert_int_equal(targets_wait(targets, 1, NULL, false), 0);
	assert_int_equal(targets_wait(targets, 0, NULL, false), 0);
}

static const struct CMUnitTest tests[] = {
	{ .name = "signals the process, not the next one with its number",
	  .test_func = signals },
	{ .name = "sends a value with the signal", .test_func = values },
	{ .name = "raises the limit of descriptors, or identifies a process by its start",
	  .test_func = scarce },
	{ .name = "does not take an unreadable process for ended", .test_func = unreadable },
	{ .name = "signals a group only while the process is in it", .test_func = groups },
	{ .name = "identifies a process by number and inode", .test_func = numbers },
	{ .name = "waits for one, for all, and until a deadline", .test_func = waits },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("target", tests);
}
