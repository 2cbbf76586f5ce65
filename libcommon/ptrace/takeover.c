/* takeover.c - bringing a thread of another process to where it can make calls for us, and back. */
#include <errno.h>
#include <stddef.h>

#include "ptrace/area.h"
#include "ptrace/instruction.h"
#include "ptrace/processors.h"
#include "ptrace/substitute.h"
#include "ptrace/takeover.h"

/*
 * Continues it to the entry of the call, which the kernel repeats in its own way if the thread was
 * waiting in it, and cancels the call there for the time being. registers are from before: at a
 * call the kernel does not show all of them.
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

/* In its own code, the general registers do not hold everything. */
static bool leave_code(struct remote *remote)
{
	unsigned long *counter = &remote->registers[remote->processor->counter];

	*counter = instruction_after_stop(remote->area.memory, remote->tracee.thread, *counter);
	return vectors_get(remote->tracee.thread, &remote->vectors);
}

static bool leave_program(struct remote *remote, const struct waiting *waiting)
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
	return remote->instruction;
}

/* Takes over the thread on a processor that is described. */
static bool begin_by_registers(struct remote *remote, const struct waiting *waiting)
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
	return leave_program(remote, waiting);
}

bool takeover_begin(struct remote *remote, const struct waiting *waiting)
{
	remote->tracee.calling = true;
	if (!(processors[0].word ? begin_by_registers(remote, waiting) :
				   substitute_begin(remote))) {
		remote->error = errno;
		return false;
	}
	return area_map(remote);
}

void takeover_abandon(struct remote *remote, const struct waiting *waiting)
{
	unsigned long *registers = remote->registers;
	pid_t thread = remote->tracee.thread;
	const struct processor *processor = NULL;

	if (processors[0].word && registers_get(thread, registers))
		processor = processor_find(registers);
	if (processor && waiting_renew(waiting, processor, registers))
		registers_set(thread, registers);
	tracee_release(&remote->tracee);
}

/*
 * Restores what the thread had. If it was waiting it is left at the entry of the call, so that a
 * signal that has arrived meanwhile interrupts the call itself, not the code before it. But there
 * the kernel ends the call once more: calls for which that is visible begin when it is released.
 */
static bool restore_registers(struct remote *remote)
{
	struct tracee *tracee = &remote->tracee;
	struct call_info info;

	return tracee_hold(tracee) && remote->processor &&
	       registers_set(tracee->thread, remote->registers) &&
	       vectors_set(tracee->thread, &remote->vectors) &&
	       (!remote->waiting || tracee_next_call(tracee, &info)) &&
	       tracee_set_mask(tracee, &remote->mask);
}

bool takeover_end(struct remote *remote)
{
	bool restored;

	area_unmap(remote);
	restored = processors[0].word ? restore_registers(remote) : substitute_end(remote);
	tracee_release(&remote->tracee);
	return restored;
}
