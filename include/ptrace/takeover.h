/* takeover.h - bringing a thread of another process to where it can make calls for us, and back.
 *
 * One thread is stopped, by ptrace(2), at a place where that leaves no trace: either in its own
 * code, or where it is about to make a system call, perhaps the one that it was waiting in, which
 * is made once more when it continues. A sleep then ends when it would have ended anyway. None of
 * its own code runs in between, and nothing is written except to its registers and to a mapping of
 * ours, which is removed at the end. The calls are made by an instruction that it already has.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_TAKEOVER_H
#define PTRACE_TAKEOVER_H

#include <stdbool.h>

#include "ptrace/remote.h"
#include "ptrace/waiting.h"

/*
 * Makes a thread that is held (tracee_hold) ready for calls. tracee and area.memory have to be set.
 * Returns false with errno: EOPNOTSUPP its program is for another processor; ENOPROTOOPT the kernel
 * is too old for a processor that is not described; EINPROGRESS on such a processor it makes no
 * system call; ENOEXEC no instruction that makes a system call was found; otherwise that of the
 * call that failed. takeover_end has to follow in any case.
 */
bool takeover_begin(struct remote *remote, const struct waiting *waiting);

/*
 * Instead of these two: releases a thread that is held, and repeats the call that it was waiting in
 * if the stop ended that. waiting is what it was waiting in when it was stopped.
 */
void takeover_abandon(struct remote *remote, const struct waiting *waiting);

/* Restores everything and releases the thread. Returns false with errno if that failed. */
bool takeover_end(struct remote *remote);

#endif
