/* remote_call.c - system calls that another process makes for us. */
#include <errno.h>
#include <string.h>

#include "ptrace/remote_call.h"
#include "ptrace/substitute.h"

/* Makes the call the next thing that the thread does. All other registers keep their values. */
static bool prepare_call(const struct remote *remote, enum call call, const uint64_t *arguments)
{
	const struct processor *processor = remote->processor;
	unsigned long registers[REGISTERS_MAX];

	memcpy(registers, remote->registers, sizeof(registers));
	registers[processor->mode] &= ~processor->flow;
	registers[processor->counter] = remote->instruction;
	for (int i = 0; i < 6; i++)
		registers[processor->arguments[i]] = arguments[i];
	registers[processor->number] = processor->calls[call];
	if (processor->original)
		registers[processor->original] = -1UL;
	return registers_set(remote->tracee.thread, registers);
}

static bool make_call(struct remote *remote, enum call call, const uint64_t *arguments,
		      struct call_info *info)
{
	struct tracee *tracee = &remote->tracee;

	if (!prepare_call(remote, call, arguments) || !tracee_next_call(tracee, info))
		return false;
	errno = EPROTO; /* for any other stop */
	return info->stage == CALL_ENTRY && tracee_next_call(tracee, info) &&
	       info->stage == CALL_EXIT;
}

int64_t remote_call(struct remote *remote, enum call call, const uint64_t arguments[6])
{
	struct tracee *tracee = &remote->tracee;
	struct call_info info;

	if (remote->error)
		return -remote->error;
	if (!remote->processor)
		return substitute_call(remote, call, arguments);
	if (!make_call(remote, call, arguments, &info)) {
		if (errno != ENOSYS)
			remote->error = errno;
		return -errno;
	}
	if (tracee_is_refused(tracee))
		return -ENOSYS;
	if (info.exit.failed)
		return info.exit.result;
	return remote->area.word == 4 ? (uint32_t)info.exit.result : info.exit.result;
}

void remote_close(struct remote *remote, int descriptor)
{
	const uint64_t arguments[6] = { descriptor };

	remote_call(remote, CALL_CLOSE, arguments);
}
