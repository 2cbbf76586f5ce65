/* arrival.c - signals that arrive through a descriptor, for a supervisor of children. */
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "keep/arrival.h"
#include "signal/child.h"
#include "text/error.h"

void arrival_start(struct arrival *arrival, const char *signals, int status)
{
	struct mask mask = { { 0 } };

	arrival->children_ignored = child_signal_reset();
	for (; *signals; signals++)
		mask_add(&mask, *signals);
	arrival->descriptor = move_above((int)syscall(SYS_signalfd4, -1, &mask, MASK_BYTES,
						      SFD_CLOEXEC | SFD_NONBLOCK));
	if (arrival->descriptor < 0)
		fail(status, "fatal: unable to wait for signals: %m");
	mask_add(&mask, SIGPIPE);
	mask_change(SIG_BLOCK, &mask, &arrival->before);
}

int arrival_next(const struct arrival *arrival)
{
	struct signalfd_siginfo info;

	if (read(arrival->descriptor, &info, sizeof(info)) != sizeof(info))
		return 0;
	return (int)info.ssi_signo;
}

void arrival_restore(const struct arrival *arrival)
{
	child_signal_restore(arrival->children_ignored);
	mask_change(SIG_SETMASK, &arrival->before, NULL);
}
