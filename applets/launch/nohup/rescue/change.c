/* change.c - the system calls that make a process immune to hangups. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "change.h"
#include "handover.h"
#include "ptrace/area.h"
#include "ptrace/remote_call.h"

enum {
	ACTION = 768, /* where struct sigaction is in our mapping there */
	IGNORE = 1,   /* SIG_IGN, followed by zeros */
};

static bool ignore_hangups(struct remote *remote)
{
	const uint64_t action[] = { IGNORE };
	const uint64_t arguments[6] = {
		SIGHUP,
		remote->area.start + ACTION,
		0,
		MASK_BYTES,
	};
	int64_t result;

	if (!area_write_words(remote, ACTION, action, 1))
		return false;
	result = remote_call(remote, CALL_SIGACTION, arguments);
	errno = (int)-result;
	return result == 0;
}

static bool redirect_there(struct remote *remote, const struct slots *slots, int from, int to)
{
	const uint64_t arguments[6] = { from, to, slots->close_on_exec[to] ? O_CLOEXEC : 0 };
	int64_t result = remote_call(remote, CALL_DUP3, arguments);

	errno = (int)-result;
	return result == to;
}

bool change_process(const struct rescue *rescue, struct remote *remote, int input, int output)
{
	struct handover handover = { .pidfd = rescue->files, .pid = rescue->thread };
	bool changed = true;
	int last, reason;

	if (rescue->input)
		handover.ours[handover.count++] = input;
	if (rescue->output[1] || rescue->output[2])
		handover.ours[handover.count++] = output;
	if (handover.count && !handover_pass(remote, &handover))
		return false;
	last = handover.count - 1;
	if (!rescue->ignores && !rescue->keeps)
		changed = ignore_hangups(remote);
	if (changed && rescue->input)
		changed = redirect_there(remote, &rescue->slots, handover.theirs[0], 0);
	for (int i = 1; changed && i < 3; i++) {
		if (rescue->output[i])
			changed = redirect_there(remote, &rescue->slots, handover.theirs[last], i);
	}
	if (changed && rescue->follows)
		changed = redirect_there(remote, &rescue->slots, 1, 2);
	reason = errno;
	handover_close(remote, &handover);
	errno = reason;
	return changed;
}
