/* substitute.c - system calls in place of one that a process is about to make. */
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>

#include "ptrace/processors.h"
#include "ptrace/substitute.h"

/* The result by which the kernel makes a call once more: -ERESTARTNOINTR. */
enum { ONCE_MORE = -513 };

/* How many calls of a process may be denied before it is given up: a filter may deny them all. */
enum { REFUSALS = 100 };

static bool set_call(const struct remote *remote, struct call_info *info)
{
	return tracee_request(REQUEST_SET_CALL, remote->tracee.thread, sizeof(*info), info) == 0;
}

/* Continues it to the entry of a call. A filter's signal may be left from the preceding one. */
static bool reach_call(struct remote *remote, struct call_info *info, bool *refused)
{
	int tries = REFUSALS;

	*refused = false;
	do {
		while (!tracee_next_call(&remote->tracee, info)) {
			if (errno != ENOSYS || !tries--)
				return false;
			*refused = true;
		}
	} while (info->stage != CALL_ENTRY);
	return true;
}

bool substitute_begin(struct remote *remote)
{
	bool refused;

	remote->tracee.calling = false; /* until then signals are for the process */
	if (!reach_call(remote, &remote->call, &refused)) {
		if (errno == ETIMEDOUT)
			errno = EINPROGRESS;
		return false;
	}
	errno = EOPNOTSUPP;
	if (remote->call.machine != generic_processor.machine)
		return false;
	if (!set_call(remote, &remote->call)) {
		if (errno == EIO) /* no such request */
			errno = ENOPROTOOPT;
		return false;
	}
	remote->tracee.calling = true;
	remote->waiting = true;
	remote->area.word = sizeof(long);
	return tracee_get_mask(&remote->tracee, &remote->mask) &&
	       tracee_block_signals(&remote->tracee);
}

int64_t substitute_call(struct remote *remote, enum call call, const uint64_t arguments[6])
{
	struct call_info info = remote->call;
	int64_t result;
	bool refused;

	info.entry.number = generic_processor.calls[call];
	memcpy(info.entry.arguments, arguments, sizeof(info.entry.arguments));
	if (!set_call(remote, &info) || !tracee_next_call(&remote->tracee, &info)) {
		remote->error = errno;
		return -errno;
	}
	result = info.exit.result;
	info.exit.result = ONCE_MORE;
	info.exit.failed = 1;
	if (!set_call(remote, &info) ||
	    tracee_request(PTRACE_INTERRUPT, remote->tracee.thread, 0, NULL) ||
	    !reach_call(remote, &info, &refused)) {
		remote->error = errno;
		return -errno;
	}
	return refused ? -ENOSYS : result;
}

bool substitute_end(struct remote *remote)
{
	/* it may not have reached its call yet */
	if (!remote->tracee.stopped && !tracee_hold(&remote->tracee))
		return false;
	return remote->waiting && set_call(remote, &remote->call) &&
	       tracee_set_mask(&remote->tracee, &remote->mask);
}
