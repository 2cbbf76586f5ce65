/* target.h - signals to the very process that was looked at. */
#ifndef TARGET_TARGET_H
#define TARGET_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "proc/process.h"
#include "ptrace/signal_mask.h"
#include "ptrace/tracee.h"
#include "text/text.h"

/*
 * A process that is held: a descriptor of it, which means this process for ever, whoever gets its
 * number after it.
 */
struct target {
	pid_t pid;
	int directory;	 /* its directory in /proc, or -1: there were no descriptors left */
	int pidfd;	 /* -1: not opened */
	long long start; /* STAT_START, for what has no descriptor; -1: not known */
};

/*
 * Holds the process that was entered, whose directory becomes the target's. Where descriptors are
 * scarce its number and its start time have to do. Returns false with errno if it is gone.
 */
bool target_hold(struct target *target, struct process *process);

/*
 * Sends a signal to the target and to no other; 0 only asks whether that could be. value, unless
 * NULL, goes with it as sigqueue(3) has it. Returns false with errno of kill(2): ESRCH it is gone,
 * EPERM. Where the kernel (before Linux 5.1) or a seccomp filter has no signals to descriptors it
 * looks once more whether the number still is the target's and uses kill(2), between which only a
 * process that may not be traced can lose its number.
 */
bool target_signal(struct target *target, int signal, const int *value);

/*
 * Opens its pidfd, so that its end can be waited for, and closes its directory. Returns false with
 * errno: ESRCH it is gone; ENOSYS before Linux 5.3; EPERM; EMFILE.
 */
bool target_open(struct target *target);

/* Whether the target has ended, reaped or not. */
bool target_ended(const struct target *target);

/* Closes its descriptors. */
void target_drop(struct target *target);

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
