/* tracee.h - holding one thread of another process, by ptrace(2). */
#ifndef PTRACE_TRACEE_H
#define PTRACE_TRACEE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Requests and options that not every libc has, and what the kernel tells of a system call. */
enum {
	REQUEST_GET_CALL = 0x420e, /* PTRACE_GET_SYSCALL_INFO, Linux 5.3 */
	REQUEST_SET_CALL = 0x4212, /* PTRACE_SET_SYSCALL_INFO, Linux 6.16 */
	SUSPEND_FILTERS = 1 << 21, /* PTRACE_O_SUSPEND_SECCOMP: for who has CAP_SYS_ADMIN */
	CALL_ENTRY = 1,            /* values of call_info.stage */
	CALL_EXIT = 2,
};

/* struct ptrace_syscall_info */
struct call_info {
	uint8_t stage;
	uint8_t reserved;
	uint16_t flags;
	uint32_t machine;
	uint64_t instruction;
	uint64_t stack;
	union {
		uint64_t whole[8]; /* as large as the kernel has it */
		struct {
			uint64_t number;
			uint64_t arguments[6];
		} entry;
		struct {
			int64_t result;
			uint8_t failed;
		} exit;
	};
};

struct tracee {
	pid_t thread;
	bool stopped;
	bool calling; /* it makes our calls: a SIGSYS is for these, and not for it */
};

/* ptrace(2), also for requests that libc's own type of them does not have. */
long tracee_request(int request, pid_t thread, unsigned long address, void *data);

/* Takes hold of the thread, which runs on. Returns false with errno of ptrace(2). */
bool tracee_attach(struct tracee *tracee, pid_t thread, int options);

/*
 * Stops it where it is, or, if it is stopped at a system call, after that and before it is back in
 * its own code. Signals that come first are handed on. Returns false with errno: ESRCH it has
 * ended; ETIMEDOUT it did not stop within three seconds, or a minute if it is ready to run.
 */
bool tracee_hold(struct tracee *tracee);

/*
 * Lets it go on up to where it begins or ends a system call, which *info is about. Returns false
 * with errno as tracee_hold; ENOSYS: what was to be called is refused to it by a SIGSYS.
 */
bool tracee_next_call(struct tracee *tracee, struct call_info *info);

/*
 * Whether a SIGSYS is waiting for it, which is taken away; it is stopped before and after. That is
 * how a filter may refuse a call, whose result is then that there was before it.
 */
bool tracee_is_refused(struct tracee *tracee);

/* Lets go of a thread that is stopped; where it was in a job that is stopped, it stays that. */
void tracee_release(const struct tracee *tracee);

#endif
