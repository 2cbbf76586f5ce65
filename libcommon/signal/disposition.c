/* disposition.c - what a process does with a signal. */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "signal/disposition.h"

/* In the kernel's struct sigaction the handler comes first, but on MIPS, which has 127 signals. */
enum { MASK_BYTES = _NSIG / 8, HANDLER = _NSIG > 65, WORDS = 16 };

bool disposition_set(int number, bool ignored)
{
	unsigned long action[WORDS] = { 0 };

	action[HANDLER] = (unsigned long)(ignored ? SIG_IGN : SIG_DFL);
	return syscall(SYS_rt_sigaction, number, action, NULL, MASK_BYTES) == 0;
}

int disposition_ignored(int number)
{
	unsigned long action[WORDS] = { 0 };

	if (syscall(SYS_rt_sigaction, number, NULL, action, MASK_BYTES))
		return -1;
	return action[HANDLER] == (unsigned long)SIG_IGN;
}
