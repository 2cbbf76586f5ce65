/* substitute.h - system calls in place of one that a process is about to make.
 *
 * For processors that are not described (processor.h): it uses the kernel's own interface to write
 * the number, the arguments and the result of a call, whatever registers they are in
 * (PTRACE_SET_SYSCALL_INFO, Linux 6.16). A process that makes no system call cannot be taken over
 * in this way, and its code runs on, with its signals, up to the next one.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_SUBSTITUTE_H
#define PTRACE_SUBSTITUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "ptrace/remote.h"

/* Like takeover_begin, remote_call and takeover_end, but without the mapping. */
bool substitute_begin(struct remote *remote);
int64_t substitute_call(struct remote *remote, enum call call, const uint64_t arguments[6]);
bool substitute_end(struct remote *remote);

#endif
