/* tracee.c - holding one thread of another process, by ptrace(2). */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

#include "proc/status.h"
#include "ptrace/tracee.h"
#include "signal/mask.h"
#include "text/clock.h"
#include "text/duration.h"

/* What some libcs lack, and how a stop at a system call is marked. */
enum {
	REQUEST_PEEK = 0x4209, /* PTRACE_PEEKSIGINFO */
	EVENT_STOP = 128,      /* PTRACE_EVENT_STOP */
	AT_CALL = SIGTRAP | 0x80,
	PATIENCE = 3, /* seconds */
	MORE_PATIENCE = 60,
	PENDING_MAX = 1 << 16, /* signals that are looked at */
};

enum stop {
	STOP_NONE, /* with errno */
	STOP_HELD, /* by PTRACE_INTERRUPT, or together with its job */
	STOP_CALL,
	STOP_SIGNAL,
};

long tracee_request(int request, pid_t thread, unsigned long address, void *data)
{
	return ptrace(request, thread, address, data);
}

bool tracee_attach(struct tracee *tracee, pid_t thread, int options)
{
	*tracee = (struct tracee){ .thread = thread };
	return ptrace(PTRACE_SEIZE, thread, NULL, (long)(PTRACE_O_TRACESYSGOOD | options)) == 0;
}

/* Its seconds are negative after the deadline. */
static struct timespec time_left(struct timespec deadline)
{
	struct timespec now = clock_now(CLOCK_MONOTONIC), rest;

	rest.tv_sec = deadline.tv_sec - now.tv_sec;
	rest.tv_nsec = deadline.tv_nsec - now.tv_nsec;
	if (rest.tv_nsec < 0) {
		rest.tv_nsec += 1000000000;
		rest.tv_sec--;
	}
	return rest;
}

/* Waits for a SIGCHLD. Returns false with ETIMEDOUT if there is no time left. */
static bool await_child_signal(const struct tracee *tracee, struct timespec deadline)
{
	struct timespec rest = time_left(deadline);
	struct proc_status status;
	struct mask child = { 0 };

	if (rest.tv_sec < 0) {
		/* on a busy machine the thread, or this process, may not have been scheduled yet */
		if (rest.tv_sec < -MORE_PATIENCE || !proc_status_read(tracee->thread, &status) ||
		    (status.state != 'R' && status.state != 't')) {
			errno = ETIMEDOUT;
			return false;
		}
		rest = (struct timespec){ .tv_sec = 1 };
	}
	mask_add(&child, SIGCHLD);
	mask_await(&child, NULL, (long[]){ rest.tv_sec, rest.tv_nsec });
	return true;
}

/* Waits for the next stop. *signal is what to continue with: that of STOP_SIGNAL, or 0. */
static enum stop wait_stop(struct tracee *tracee, struct timespec deadline, int *signal)
{
	pid_t found;
	int status;

	/* it may stop at once each time, and for a signal that is sent faster than we look */
	if (time_left(deadline).tv_sec < -MORE_PATIENCE) {
		errno = ETIMEDOUT;
		return STOP_NONE;
	}
	while ((found = waitpid(tracee->thread, &status, WNOHANG | __WALL)) != tracee->thread) {
		if (found < 0 && errno != EINTR)
			break;
		if (!await_child_signal(tracee, deadline))
			return STOP_NONE;
	}
	if (found < 0 || !WIFSTOPPED(status)) {
		errno = ESRCH;
		return STOP_NONE;
	}
	tracee->stopped = true;
	*signal = 0;
	if (status >> 16 == EVENT_STOP)
		return STOP_HELD;
	if (WSTOPSIG(status) == AT_CALL)
		return STOP_CALL;
	*signal = WSTOPSIG(status);
	return STOP_SIGNAL;
}

static struct timespec patience(void)
{
	return duration_deadline((struct timespec){ .tv_sec = PATIENCE });
}

/*
 * The thread must not get a SIGSYS by which a filter denies a call of ours. It looks the same as
 * one that another process sends at this moment.
 */
static bool withhold_signal(const struct tracee *tracee, int *signal)
{
	if (*signal != SIGSYS || !tracee->calling)
		return false;
	*signal = 0;
	return true;
}

static bool continue_thread(struct tracee *tracee, int request, int signal)
{
	tracee->stopped = false;
	return ptrace(request, tracee->thread, NULL, (long)signal) == 0;
}

bool tracee_hold(struct tracee *tracee)
{
	struct timespec deadline = patience();
	enum stop stop;
	int signal = 0;

	/* each stop for a signal cancels the request: a fast timer would always be first */
	do {
		if (ptrace(PTRACE_INTERRUPT, tracee->thread, NULL, NULL) ||
		    (tracee->stopped && !continue_thread(tracee, PTRACE_CONT, signal)))
			return false;
		stop = wait_stop(tracee, deadline, &signal);
		withhold_signal(tracee, &signal);
	} while (stop == STOP_SIGNAL || stop == STOP_CALL);
	return stop == STOP_HELD;
}

bool tracee_next_call(struct tracee *tracee, struct call_info *info)
{
	struct timespec deadline = patience();
	enum stop stop;
	int signal = 0;

	do {
		if (!continue_thread(tracee, PTRACE_SYSCALL, signal))
			return false;
		stop = wait_stop(tracee, deadline, &signal);
		if (stop == STOP_SIGNAL && withhold_signal(tracee, &signal)) {
			errno = ENOSYS;
			return false;
		}
	} while (stop == STOP_SIGNAL || stop == STOP_HELD);
	return stop == STOP_CALL &&
	       tracee_request(REQUEST_GET_CALL, tracee->thread, sizeof(*info), info) > 0;
}

bool tracee_is_refused(struct tracee *tracee)
{
	struct {
		uint64_t from;
		uint32_t flags;
		int32_t count;
	} which = { .count = 1 };
	siginfo_t info;
	int signal;

	for (;; which.from++) {
		if (which.from == PENDING_MAX)
			return false;
		if (tracee_request(REQUEST_PEEK, tracee->thread, (uintptr_t)&which, &info) != 1)
			return false;
		if (info.si_signo == SIGSYS)
			break;
	}
	return continue_thread(tracee, PTRACE_CONT, 0) &&
	       wait_stop(tracee, patience(), &signal) == STOP_SIGNAL;
}

void tracee_release(const struct tracee *tracee)
{
	struct timespec deadline = patience();

	if (ptrace(PTRACE_DETACH, tracee->thread, NULL, NULL) == 0)
		return;
	/* it may be ending; its parent cannot reap it before we have */
	while (waitpid(tracee->thread, NULL, WNOHANG | __WALL) == 0 &&
	       await_child_signal(tracee, deadline))
		;
}
