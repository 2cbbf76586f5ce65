/* substitute.h - system calls in place of one that a process is about to make.
 *
 * For remote.c, where the processor is not described (processor.h): by the kernel's own way to
 * write the number, the arguments and the result of a call, whatever registers they are in
 * (PTRACE_SET_SYSCALL_INFO, Linux 6.16). A process that makes no system call cannot be had so, and
 * its code runs on, with its signals, up to the next one.
 */
#ifndef PTRACE_SUBSTITUTE_H
#define PTRACE_SUBSTITUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "ptrace/remote.h"

/* As remote_begin, remote_call and remote_end; but there is no mapping yet. */
bool substitute_begin(struct remote *remote);
int64_t substitute_call(struct remote *remote, enum call call, const uint64_t arguments[6]);
bool substitute_end(struct remote *remote);

#endif
