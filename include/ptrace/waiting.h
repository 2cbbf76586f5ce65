/* waiting.h - the system call that a thread is waiting in.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_WAITING_H
#define PTRACE_WAITING_H

#include <stdbool.h>
#include <sys/types.h>

#include "ptrace/processor.h"

/*
 * From /proc/PID/syscall; not known if the thread runs, or if we may not read that file. Returns
 * false with errno if reading it failed for another reason, such as a lack of descriptors: a stop
 * might then end a call that waiting_renew could have repeated.
 */
struct waiting {
	bool known;
	unsigned long number, arguments[6], counter;
};
bool waiting_look(struct waiting *waiting, pid_t thread);

/*
 * Whether the registers show that this call, which would have waited forever, has ended with EINTR
 * only because the thread was stopped. If so, changes them so that the call is made again.
 */
bool waiting_renew(const struct waiting *waiting, const struct processor *processor,
		   unsigned long *registers);

#endif
