/* leftovers.c - what a command has left behind when it ended. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/usage.h"
#include "keep/leftovers.h"
#include "text/duration.h"
#include "text/error.h"

enum { GRACE = 10, TOLD_BYTES = TREE_LAST_PROCESS / 8 + 1 };

void rest_option(struct rest *rest, const char *time)
{
	rest->wanted = true;
	rest->grace = (struct timespec){ .tv_sec = GRACE };
	if (time && !duration_parse(time, &rest->grace))
		usage_error("invalid time interval %pq", time);
}

const long *rest_time_left(const struct rest *rest, long left[2])
{
	struct timespec now = { 0 };
	time_t seconds;

	if (!rest->begun)
		return NULL;
	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = rest->deadline.tv_sec - now.tv_sec;
	left[1] = rest->deadline.tv_nsec - now.tv_nsec;
	if (left[1] < 0) {
		left[1] += 1000000000;
		seconds--;
	}
	left[0] = seconds < INT_MAX ? (long)seconds : INT_MAX;
	if (seconds < 0)
		left[0] = left[1] = 0;
	return left;
}

/* Memory of which only the pages are used that have a bit set; without it some are told twice. */
static void begin(struct rest *rest)
{
	void *told = mmap(NULL, TOLD_BYTES, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	rest->told = told == MAP_FAILED ? NULL : told;
	rest->deadline = duration_deadline(rest->grace);
	rest->begun = true;
}

static void tell(void *context, pid_t process)
{
	struct rest *rest = context;

	if (rest->told) {
		if (rest->told[process / 8] & 1 << process % 8)
			return;
		rest->told[process / 8] |= 1 << process % 8;
	}
	if (rest->farewell && (!rest->told_group || getpgid(process) != rest->told_group)) {
		kill(process, rest->farewell);
		kill(process, SIGCONT);
	}
}

bool rest_is_gone(struct rest *rest)
{
	siginfo_t info;
	pid_t none = 0;
	long left[2];
	int status;

	/* no children: nothing to look for */
	if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL))
		return true;
	if (!rest->begun)
		begin(rest);
	rest_time_left(rest, left);
	if (left[0] || left[1])
		return tree_each(&rest->tree, tell, rest) == 0;
	if (!tree_kill(&rest->tree, &none, &status))
		error("cannot stop all descendants: %m");
	return true;
}

void rest_forget(struct rest *rest, pid_t process)
{
	if (rest->told)
		rest->told[process / 8] &= ~(1 << process % 8);
}
