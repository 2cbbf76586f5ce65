/* child.c - SIGCHLD, for programs that wait for their children. */
#include "signal/child.h"
#include "signal/mask.h"

bool child_signal_reset(void)
{
	bool ignored = disposition_ignored(SIGCHLD) == 1;

	if (ignored)
		disposition_set(SIGCHLD, false);
	return ignored;
}

void child_signal_restore(bool ignored)
{
	if (ignored)
		disposition_set(SIGCHLD, true);
}
