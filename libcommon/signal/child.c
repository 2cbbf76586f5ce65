/* child.c - SIGCHLD, for programs that wait for their children. */
#include "signal/child.h"
#include "signal/mask.h"

bool child_signal_reset(void)
{
	return disposition_replace(SIGCHLD, false);
}

void child_signal_restore(bool ignored)
{
	if (ignored)
		disposition_set(SIGCHLD, true);
}
