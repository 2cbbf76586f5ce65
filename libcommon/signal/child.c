/* child.c - waiting for children, and SIGCHLD, which must not be ignored then. */
#include <sys/resource.h>
#include <sys/wait.h>

#include "signal/child.h"
#include "signal/mask.h"
#include "text/retry.h"

bool child_signal_reset(void)
{
	return disposition_replace(SIGCHLD, false);
}

void child_signal_restore(bool ignored)
{
	if (ignored)
		disposition_set(SIGCHLD, true);
}

pid_t child_wait(pid_t process, int *status, int options, struct rusage *usage)
{
	int left = RETRIES;
	pid_t found;

	do
		found = wait4(process, status, options, usage);
	while (found < 0 && retry_interrupted(&left));
	return found;
}
