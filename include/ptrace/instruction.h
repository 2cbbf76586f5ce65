/* instruction.h - where a process has the instruction that calls the system. */
#ifndef PTRACE_INSTRUCTION_H
#define PTRACE_INSTRUCTION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "ptrace/processor.h"

/* Whether it is at address. memory is /proc/PID/mem of the process. */
bool instruction_is_at(int memory, const struct processor *processor, uint64_t address);

/* Whether a thread with these registers is going to call the system before all else. */
bool instruction_is_next(int memory, const struct processor *processor,
			 const unsigned long *registers);

/*
 * An address that the thread can execute where it is: in the vDSO, else in any code, be it by
 * chance. 0 where there is none, or what can be executed is not known.
 */
uint64_t instruction_find(int memory, const struct processor *processor, pid_t thread);

/*
 * Where a thread that was stopped at counter is to go on. If that is in a restartable sequence
 * (rseq(2)), which a stop ends, that is at its abort handler.
 */
uint64_t instruction_after_stop(int memory, pid_t thread, uint64_t counter);

#endif
