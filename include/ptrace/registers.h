/* registers.h - the registers of a thread that ptrace(2) has stopped.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_REGISTERS_H
#define PTRACE_REGISTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "ptrace/processor.h"

/* The maximum of all processors: registers, and bytes of vector registers (aarch64's SVE). */
enum { REGISTERS_MAX = 40, VECTORS_MAX = 9216 };

/* All return false with errno: EOPNOTSUPP if the thread runs in a mode that is not described. */
bool registers_get(pid_t thread, unsigned long registers[REGISTERS_MAX]);
bool registers_set(pid_t thread, const unsigned long registers[REGISTERS_MAX]);

/* Cancels the system call at whose entry the thread is stopped. */
bool registers_cancel_call(pid_t thread, const struct processor *processor);

/*
 * Vector registers that a system call destroys; size is 0 if they are not in use. Return false with
 * errno: ENOBUFS if they are larger than on any known processor.
 */
struct vectors {
	int kind;
	size_t size;
	unsigned char bytes[VECTORS_MAX];
};
bool vectors_get(pid_t thread, struct vectors *vectors);
bool vectors_set(pid_t thread, const struct vectors *vectors);

#endif
