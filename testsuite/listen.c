/* listen - write down the signals that come
 *
 * usage: listen FILE [LAST [STATUS]]
 *
 * Appends to FILE "ready" with our process ID, as soon as no signal gets lost any more, then the
 * number of each signal that comes, a line each. Exits with STATUS (0) after signal LAST (64), or
 * with 99 after a minute.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	/* the kernel's own set: libc's leave out signals that it uses itself */
	unsigned long all[_NSIG / 8 / sizeof(long)];
	const long minute[2] = { 60, 0 };
	int last = argc > 2 ? atoi(argv[2]) : 64;
	long number;
	int file;

	memset(all, 0xff, sizeof(all));
	syscall(SYS_rt_sigprocmask, SIG_BLOCK, all, NULL, sizeof(all));
	file = argc > 1 ? open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;
	if (file < 0)
		return 98;
	dprintf(file, "ready %d\n", (int)getpid());
	do {
		number = syscall(SYS_rt_sigtimedwait, all, NULL, minute, sizeof(all));
		if (number > 0)
			dprintf(file, "%ld\n", number);
	} while (number > 0 ? number != last : errno == EINTR); /* by having been stopped */
	if (number < 0)
		return 99;
	return argc > 3 ? atoi(argv[3]) : 0;
}
