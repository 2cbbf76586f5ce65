/* remote.c - getting at a thread of another process where it leaves no trace, and away again. */
#include <errno.h>

#include "ptrace/instruction.h"
#include "ptrace/remote.h"
#include "ptrace/remote_area.h"
#include "ptrace/substitute.h"

/*
 * Lets it come to the beginning of the call, which the kernel makes again in its own way where that
 * was waited in. There the call is left out, for the time being. registers are from before: at
 * a call the kernel does not show all of them.
 */
static bool leave_call(struct remote *remote)
{
	const struct processor *processor = remote->processor;
	unsigned long *registers = remote->registers, now[REGISTERS_MAX];
	pid_t thread = remote->tracee.thread;
	struct call_info info;

	if (!tracee_next_call(&remote->tracee, &info) || info.stage != CALL_ENTRY ||
	    !registers_get(thread, now))
		return false;
	registers[processor->counter] = now[processor->counter] - processor->length;
	registers[processor->arguments[0]] = info.entry.arguments[0];
	registers[processor->number] = info.entry.number;
	if (processor->original)
		registers[processor->original] = -1UL;
	if (instruction_is_at(remote->area.memory, processor, registers[processor->counter]))
		remote->instruction = registers[processor->counter];
	return registers_cancel_call(thread, processor) && tracee_next_call(&remote->tracee, &info);
}

/* What it holds in its own code is not all in the general registers. */
static bool leave_code(struct remote *remote)
{
	unsigned long *counter = &remote->registers[remote->processor->counter];

	*counter = instruction_after_stop(remote->area.memory, remote->tracee.thread, *counter);
	return vectors_get(remote->tracee.thread, &remote->vectors);
}

static bool leave(struct remote *remote, const struct waiting *waiting)
{
	pid_t thread = remote->tracee.thread;
	bool renewed = waiting_renew(waiting, remote->processor, remote->registers);

	if (renewed && !registers_set(thread, remote->registers))
		return false;
	if (renewed ||
	    instruction_is_next(remote->area.memory, remote->processor, remote->registers)) {
		if (!leave_call(remote))
			return false;
		remote->waiting = !renewed;
	} else if (!leave_code(remote)) {
		return false;
	}
	if (!remote->instruction)
		remote->instruction =
			instruction_find(remote->area.memory, remote->processor, thread);
	errno = ENOEXEC;
	return remote->instruction;
}

/* Gets at the thread where the processor is described. */
static bool enter(struct remote *remote, const struct waiting *waiting)
{
	const struct processor *processor;

	if (!registers_get(remote->tracee.thread, remote->registers))
		return false;
	processor = processor_find(remote->registers);
	if (!processor) {
		errno = EOPNOTSUPP;
		return false;
	}
	if (!tracee_get_mask(&remote->tracee, &remote->mask) ||
	    !tracee_block_signals(&remote->tracee))
		return false;
	remote->processor = processor;
	remote->area.word = processor->word;
	remote->large_file = processor->large_file;
	return leave(remote, waiting);
}

bool remote_begin(struct remote *remote, const struct waiting *waiting)
{
	int64_t area;

	remote->tracee.calling = true;
	if (!(processors[0].word ? enter(remote, waiting) : substitute_begin(remote))) {
		remote->error = errno;
		return false;
	}
	area = remote_map(remote);
	if (area >= 0)
		remote->area.start = area;
	errno = (int)-area;
	return area >= 0;
}

/*
 * Puts back what the thread had. Where it was waiting it is left at the beginning of the call, so
 * that a signal that has come meanwhile ends the call and not, before it, nothing. But the kernel
 * ends the call once more there: those that this would be noticed of begin when it is let go.
 */
static bool restore(struct remote *remote)
{
	struct tracee *tracee = &remote->tracee;
	struct call_info info;

	return tracee_hold(tracee) && remote->processor &&
	       registers_set(tracee->thread, remote->registers) &&
	       vectors_set(tracee->thread, &remote->vectors) &&
	       (!remote->waiting || tracee_next_call(tracee, &info)) &&
	       tracee_set_mask(tracee, &remote->mask);
}

bool remote_end(struct remote *remote)
{
	bool restored;

	if (remote->area.start)
		remote_unmap(remote);
	restored = processors[0].word ? restore(remote) : substitute_end(remote);
	tracee_release(&remote->tracee);
	return restored;
}
