/* instruction.h - the instruction that makes a system call, and where a process has it.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_INSTRUCTION_H
#define PTRACE_INSTRUCTION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "ptrace/processor.h"

/* Whether it is at this address. memory is /proc/PID/mem of the process. */
bool instruction_is_at(int memory, const struct processor *processor, uint64_t address);

/* Whether the next thing that a thread with these registers does is a system call. */
bool instruction_is_next(int memory, const struct processor *processor,
			 const unsigned long *registers);

/*
 * An address in executable memory of the thread where it is: in the vDSO, otherwise in any code,
 * even by chance, in the middle of another instruction. 0 with errno: ENOEXEC if there is none, or
 * why the mappings cannot be read.
 */
uint64_t instruction_find(int memory, const struct processor *processor, pid_t thread);

/*
 * Where a thread that was stopped at counter has to continue: at the abort handler if it is in a
 * restartable sequence (rseq(2)), which a stop ends.
 */
uint64_t instruction_after_stop(int memory, pid_t thread, uint64_t counter);

#endif
