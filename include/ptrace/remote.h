/* remote.h - system calls that another process is made to make.
 *
 * One thread of it is stopped, by ptrace(2), at a place where that leaves no trace: either in its
 * own code, or where it is about to make a system call, perhaps the one that it was waiting in and
 * which is made once more when it goes on. A sleep then ends when it would have ended anyway.
 * None of its own code runs in between, and nothing is written but to its registers and to a
 * mapping of our own, which is gone in the end. The calls are made by an instruction that it has.
 */
#ifndef PTRACE_REMOTE_H
#define PTRACE_REMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ptrace/area.h"
#include "ptrace/processor.h"
#include "ptrace/registers.h"
#include "ptrace/signal_mask.h"
#include "ptrace/tracee.h"
#include "ptrace/waiting.h"

struct remote {
	struct tracee tracee;
	struct area area;
	int error;           /* errno after which no more can be done, or 0 */
	unsigned large_file; /* O_LARGEFILE there */
	/* for itself: */
	const struct processor *processor;
	bool waiting; /* its own call is to be begun again before it is let go */
	uint64_t instruction;
	struct mask mask;
	struct call_info call; /* that it was about to make (substitute.h) */
	unsigned long registers[REGISTERS_MAX];
	struct vectors vectors;
};

/*
 * Makes a thread that is held (tracee_hold) ready for calls. tracee and area.memory are set before.
 * False with errno: EOPNOTSUPP what it runs is for another processor; ENOPROTOOPT the kernel is too
 * old for a processor that is not described; EINPROGRESS there it makes no system call; ENOEXEC
 * there is no instruction to call the system with; else of the calls that failed. remote_end is to
 * follow in any case.
 */
bool remote_begin(struct remote *remote, const struct waiting *waiting);

/* Puts everything back and lets go of the thread. Returns false with errno if that went wrong. */
bool remote_end(struct remote *remote);

#endif
