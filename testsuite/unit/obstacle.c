/* obstacle - why a running process cannot be changed, from the error and the process itself */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch/nohup/rescue/obstacle.h"
#include "support.h"

/* A child that waits to be killed. */
static pid_t start_child(struct proc_status *status)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		for (;;)
			pause();
	}
	assert_true(proc_status_read(child, status));
	return child;
}

static void refusals(void **state)
{
	static const int reasons[] = { EPERM, EACCES, ESRCH };
	struct proc_status status;
	pid_t child = start_child(&status);
	siginfo_t info;

	(void)state;
	assert_int_not_equal(obstacle_refusal(child, &status, EPERM), OBSTACLE_ENDED);
	assert_int_equal(obstacle_refusal(child, &status, EIO), OBSTACLE_FAILED);
	kill(child, SIGKILL);
	assert_int_equal(waitid(P_PID, child, &info, WEXITED | WNOWAIT), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(obstacle_refusal(child, &status, reasons[i]), OBSTACLE_ENDED);
	assert_int_equal(waitpid(child, NULL, 0), child);
	for (int i = 0; i < 3; i++)
		assert_int_equal(obstacle_refusal(child, &status, reasons[i]), OBSTACLE_ENDED);
}

static const struct CMUnitTest tests[] = {
	{ .name = "distinguishes the end of a process from a missing permission",
	  .test_func = refusals },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("obstacle", tests);
}
