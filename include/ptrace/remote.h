/* remote.h - a thread of another process that makes system calls for us.
 *
 * takeover.h brings it to where it can, and back; remote_call.h has it make the calls; area.h is
 * the memory they use.
 */
#ifndef PTRACE_REMOTE_H
#define PTRACE_REMOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "ptrace/processor.h"
#include "ptrace/registers.h"
#include "ptrace/signal_mask.h"
#include "ptrace/tracee.h"

struct remote {
	struct tracee tracee;
	struct {
		int memory;     /* /proc/PID/mem of the process */
		unsigned word;  /* bytes of an address there, 4 or 8 */
		uint64_t start; /* where our mapping is, or 0 */
	} area;
	int error;           /* errno after which no further call is possible, or 0 */
	unsigned large_file; /* the value of O_LARGEFILE there */
	/* for the engine itself: */
	const struct processor *processor;
	bool waiting; /* its own call has to begin again before it is released */
	uint64_t instruction;
	struct mask mask;
	struct call_info call; /* the call it was about to make (substitute.h) */
	unsigned long registers[REGISTERS_MAX];
	struct vectors vectors;
};

#endif
