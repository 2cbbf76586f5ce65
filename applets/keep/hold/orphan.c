/* orphan.c - jobs whose monitors were killed. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "orphan.h"
#include "proc/procfs.h"
#include "record.h"
#include "target/family.h"
#include "target/signal.h"
#include "target/wait.h"
#include "text/duration.h"
#include "text/error.h"

enum { STOP_TIME = 10000, KILL_TIME = 1000 }; /* milliseconds */
enum { PASSES = 32 };

/*
 * Sends the signal to the process and its descendants, those that are started meanwhile included,
 * and waits that many milliseconds for their end. Returns how many are left.
 */
static size_t stop_family(struct family *family, int proc, int number, long long time)
{
	struct timespec deadline =
		duration_deadline((struct timespec){ time / 1000, time % 1000 * 1000000 });
	size_t left;

	do {
		struct target *targets;

		/* before any ends, as its children get another parent then */
		for (int pass = 0; pass < PASSES && family_grow(family, proc);)
			pass++;
		targets = (struct target *)(void *)family->targets.bytes;
		left = family->targets.length / sizeof(*targets);
		for (size_t i = 0; i < left; i++) {
			target_signal(&targets[i], number, NULL);
			target_signal(&targets[i], SIGCONT, NULL);
		}
		left = targets_wait(targets, left, &deadline, false);
		family->targets.length = left * sizeof(*targets);
	} while (!left && family_grow(family, proc));
	return left;
}

/* Whether what has the number of the job's process now may still be that. */
static bool may_run(const struct state *state)
{
	struct target target;
	bool runs = state->pid > 0 && target_of_pid(&target, (pid_t)state->pid, 0);

	if (runs) {
		runs = target_state(&target) != TARGET_ENDED;
		target_drop(&target);
	}
	return runs;
}

bool orphan_runs(int directory, struct state *state)
{
	struct target target;

	state_read(state, directory);
	if (state_is_over(state) || !state_process(state, &target))
		return false;
	target_drop(&target);
	return true;
}

int orphan_stop(const struct connection *connection, long long timeout)
{
	struct family family = { .fault = 0 };
	struct process process;
	struct target target;
	struct state state;
	size_t left = 1;
	int proc;

	state_read(&state, connection->directory);
	if (state_is_over(&state))
		return 0;
	if (connection->place->foreign || !state_process(&state, &target)) {
		if (!connection->place->foreign && !may_run(&state))
			return 0;
		error("%pq has lost its monitor; what its process is now is not known",
		      connection->name);
		return SURVIVED;
	}
	proc = procfs_open_own(SURVIVED);
	process = (struct process){ .from = proc };
	process_start(&process, proc, (pid_t)state.pid);
	/* it is a member by its number, which it still has if it has not ended by now */
	if (family_start(&family, &process) && target_state(&target) == TARGET_RUNNING) {
		timeout = timeout < 0 ? STOP_TIME : timeout;
		if (timeout)
			left = stop_family(&family, proc, SIGTERM, timeout);
		if (left)
			left = stop_family(&family, proc, SIGKILL, KILL_TIME);
		return left ? SURVIVED : 0;
	}
	return target_state(&target) == TARGET_ENDED ? 0 : SURVIVED;
}
