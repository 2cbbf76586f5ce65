/* waiting.h - the system call that a thread is waiting in. */
#ifndef PTRACE_WAITING_H
#define PTRACE_WAITING_H

#include <stdbool.h>
#include <sys/types.h>

#include "ptrace/processor.h"

/* As /proc/PID/syscall has it; not known where it runs, or may not be looked at. */
struct waiting {
	bool known;
	unsigned long number, arguments[6], counter;
};
void waiting_look(struct waiting *waiting, pid_t thread);

/*
 * Whether the registers show that this call has ended with EINTR only because the thread was
 * stopped, and would have waited for ever. Then they are changed so that it is made again.
 */
bool waiting_renew(const struct waiting *waiting, const struct processor *processor,
		   unsigned long *registers);

#endif
