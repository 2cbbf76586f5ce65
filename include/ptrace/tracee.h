/* tracee.h - holding one thread of another process, by ptrace(2). */
#ifndef PTRACE_TRACEE_H
#define PTRACE_TRACEE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Requests and options that some libcs lack, and how the kernel describes a system call. */
enum {
	REQUEST_GET_CALL = 0x420e, /* PTRACE_GET_SYSCALL_INFO, Linux 5.3 */
	REQUEST_SET_CALL = 0x4212, /* PTRACE_SET_SYSCALL_INFO, Linux 6.16 */
	SUSPEND_FILTERS = 1 << 21, /* PTRACE_O_SUSPEND_SECCOMP: needs CAP_SYS_ADMIN */
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
		uint64_t whole[8]; /* as large as in the kernel */
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
	bool calling; /* it makes our calls: a SIGSYS is caused by them, and is kept from it */
};

/* ptrace(2), also for requests that libc's enumeration lacks. */
long tracee_request(int request, pid_t thread, unsigned long address, void *data);

/* Attaches to the thread, which continues to run. Returns false with errno of ptrace(2). */
bool tracee_attach(struct tracee *tracee, pid_t thread, int options);

/*
 * Stops it where it is; if it is stopped at a system call, after the call and before it returns to
 * its own code. Signals that arrive first are delivered. Returns false with errno: ESRCH it has
 * ended; ETIMEDOUT it did not stop within three seconds, or a minute if it is ready to run.
 */
bool tracee_hold(struct tracee *tracee);

/*
 * Continues it to the entry or the exit of a system call, which *info describes. Returns false with
 * errno as tracee_hold; ENOSYS: a filter denies it the call by a SIGSYS.
 */
bool tracee_next_call(struct tracee *tracee, struct call_info *info);

/*
 * Whether a SIGSYS is pending for it, which is then removed; it is stopped before and after. A
 * filter may deny a call in this way; its result is then whatever the register held before.
 */
bool tracee_is_refused(struct tracee *tracee);

/* Detaches from a thread that is stopped; if its job was stopped, it stays stopped. */
void tracee_release(const struct tracee *tracee);

#endif
