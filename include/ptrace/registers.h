/* registers.h - the registers of a thread that ptrace(2) has stopped. */
#ifndef PTRACE_REGISTERS_H
#define PTRACE_REGISTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "ptrace/processor.h"

/* All return false with errno: EOPNOTSUPP where the thread is of another kind than ours. */
bool registers_get(pid_t thread, unsigned long registers[REGISTERS_MAX]);
bool registers_set(pid_t thread, const unsigned long registers[REGISTERS_MAX]);

/* Makes the system call that the thread is stopped at the beginning of be none. */
bool registers_cancel_call(pid_t thread, const struct processor *processor);

/*
 * Vector registers that a system call destroys; size is 0 where there is nothing in them. Return
 * false with errno: ENOBUFS where they are larger than any that we know.
 */
struct vectors {
	int kind;
	size_t size;
	unsigned char bytes[VECTORS_MAX];
};
bool vectors_get(pid_t thread, struct vectors *vectors);
bool vectors_set(pid_t thread, const struct vectors *vectors);

#endif
