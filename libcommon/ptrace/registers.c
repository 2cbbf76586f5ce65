/* registers.c - the registers of a thread that ptrace(2) has stopped. */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#include "ptrace/processors.h"
#include "ptrace/registers.h"
#include "ptrace/tracee.h"

enum {
	GET_ALL = 12, /* PTRACE_GETREGS, which some processors do not have */
	SET_ALL = 13,
	GENERAL = 1,         /* NT_PRSTATUS */
	ARM_CALL = 0x404,    /* NT_ARM_SYSTEM_CALL */
	ARM_SET_CALL = 23,   /* PTRACE_SET_SYSCALL */
	VECTORS_HEADER = 16, /* all that is returned if they are not in use */
};

static bool move_set(int request, pid_t thread, unsigned long *registers)
{
	size_t size = processor_access.registers * sizeof(*registers);
	struct iovec set = { .iov_base = registers, .iov_len = size };

	if (tracee_request(request, thread, GENERAL, &set))
		return false;
	errno = EOPNOTSUPP;
	return set.iov_len == size;
}

bool registers_get(pid_t thread, unsigned long registers[REGISTERS_MAX])
{
	if (processor_access.access == ACCESS_WHOLE)
		return tracee_request(GET_ALL, thread, 0, registers) == 0;
	return move_set(PTRACE_GETREGSET, thread, registers);
}

bool registers_set(pid_t thread, const unsigned long registers[REGISTERS_MAX])
{
	unsigned long *values = (unsigned long *)(uintptr_t)registers; /* iovec has no const */

	if (processor_access.access == ACCESS_WHOLE)
		return tracee_request(SET_ALL, thread, 0, values) == 0;
	return move_set(PTRACE_SETREGSET, thread, values);
}

bool registers_cancel_call(pid_t thread, const struct processor *processor)
{
	unsigned long registers[REGISTERS_MAX];
	int none = -1;
	struct iovec set = { .iov_base = &none, .iov_len = sizeof(none) };

	if (processor_access.cancel == CANCEL_REQUEST)
		return tracee_request(ARM_SET_CALL, thread, 0, (void *)-1L) == 0;
	if (processor_access.cancel == CANCEL_SET)
		return tracee_request(PTRACE_SETREGSET, thread, ARM_CALL, &set) == 0;
	if (!registers_get(thread, registers))
		return false;
	registers[processor->original ? processor->original : processor->number] = -1UL;
	return registers_set(thread, registers);
}

/* Their size. The kernel may return more, as it does for the inactive mode of aarch64. */
static size_t vectors_size(const struct vectors *vectors)
{
	uint32_t size;
	uint64_t words[5];

	memcpy(&size, vectors->bytes, sizeof(size));
	memcpy(words, vectors->bytes, sizeof(words));
	return processor_access.size == SIZE_FIRST ? size : sizeof(words) + 32 * words[4];
}

bool vectors_get(pid_t thread, struct vectors *vectors)
{
	int count = sizeof(processor_access.vectors) / sizeof(*processor_access.vectors);

	for (int i = 0; i < count && processor_access.vectors[i]; i++) {
		struct iovec set = { .iov_base = vectors->bytes, .iov_len = VECTORS_MAX };

		vectors->kind = processor_access.vectors[i];
		if (tracee_request(PTRACE_GETREGSET, thread, vectors->kind, &set))
			continue;
		vectors->size = vectors_size(vectors);
		/* writing only a header would switch them on: SSVE, the streaming mode */
		if (vectors->size > VECTORS_HEADER) {
			errno = ENOBUFS;
			return vectors->size <= set.iov_len;
		}
	}
	vectors->size = 0;
	return true;
}

bool vectors_set(pid_t thread, const struct vectors *vectors)
{
	struct iovec set = {
		.iov_base = (void *)(uintptr_t)vectors->bytes,
		.iov_len = vectors->size,
	};

	return !vectors->size || tracee_request(PTRACE_SETREGSET, thread, vectors->kind, &set) == 0;
}
