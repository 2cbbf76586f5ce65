/* pin.h - keeping a process's number its own. */
#ifndef TARGET_PIN_H
#define TARGET_PIN_H

#include <stdbool.h>
#include <sys/types.h>

#include "ptrace/signal_mask.h"
#include "ptrace/tracee.h"

struct pin {
	struct tracee tracee;
	struct mask before;
	bool set;
};

/*
 * Stops the process that has the number, by ptrace(2), until pin_release: if it ends meanwhile, its
 * number is nobody's before. No signal ends this process between the two. Does nothing where it may
 * not be traced: another user's, traced already, ended; or where pid is 0.
 */
void pin_set(struct pin *pin, pid_t pid);
void pin_release(const struct pin *pin);

#endif
