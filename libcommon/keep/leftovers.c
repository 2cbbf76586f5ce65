/* leftovers.c - the processes that a command leaves running. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/usage.h"
#include "keep/leftovers.h"
#include "proc/process.h"
#include "text/clock.h"
#include "text/duration.h"
#include "text/error.h"

enum { GRACE = 10, NOTIFIED_BYTES = PROCESS_ID_MAX / 8 + 1 };

void leftovers_option(struct leftovers *leftovers, const char *time)
{
	leftovers->wanted = true;
	leftovers->grace = (struct timespec){ .tv_sec = GRACE };
	if (time && !duration_parse(time, &leftovers->grace))
		usage_error("invalid time interval %pq", time);
}

const long *leftovers_time_left(const struct leftovers *leftovers, long left[2])
{
	struct timespec now;
	time_t seconds;

	if (!leftovers->begun)
		return NULL;
	now = clock_now(CLOCK_MONOTONIC);
	seconds = leftovers->deadline.tv_sec - now.tv_sec;
	left[1] = leftovers->deadline.tv_nsec - now.tv_nsec;
	if (left[1] < 0) {
		left[1] += 1000000000;
		seconds--;
	}
	left[0] = seconds < INT_MAX ? (long)seconds : INT_MAX;
	if (seconds < 0)
		left[0] = left[1] = 0;
	return left;
}

/* Only the pages with a bit set use memory. Without it children may get the signal repeatedly. */
static void begin_grace(struct leftovers *leftovers)
{
	void *notified = mmap(NULL, NOTIFIED_BYTES, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	leftovers->notified = notified == MAP_FAILED ? NULL : notified;
	leftovers->deadline = duration_deadline(leftovers->grace);
	leftovers->begun = true;
}

static void notify_child(void *context, pid_t process)
{
	struct leftovers *leftovers = context;

	if (leftovers->notified) {
		if (leftovers->notified[process / 8] & 1 << process % 8)
			return;
		leftovers->notified[process / 8] |= 1 << process % 8;
	}
	if (leftovers->goodbye_signal &&
	    (!leftovers->notified_group || getpgid(process) != leftovers->notified_group)) {
		kill(process, leftovers->goodbye_signal);
		kill(process, SIGCONT);
	}
}

bool leftovers_are_gone(struct leftovers *leftovers)
{
	siginfo_t info;
	pid_t none = 0;
	long left[2];
	int status;

	if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL))
		return true;
	if (!leftovers->begun)
		begin_grace(leftovers);
	leftovers_time_left(leftovers, left);
	if (left[0] || left[1])
		return tree_each(&leftovers->tree, notify_child, leftovers) == 0;
	if (!tree_kill(&leftovers->tree, &none, &status))
		error("cannot stop all descendants: %m");
	return true;
}

void leftovers_forget(struct leftovers *leftovers, pid_t process)
{
	if (leftovers->notified)
		leftovers->notified[process / 8] &= ~(1 << process % 8);
}
