/* clog - run a command whose standard error is a full pipe, and non-blocking
 *
 * usage: clog COMMAND [ARG]...
 *
 * The command has the other end, too, so that the pipe stays full.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static char block[4096];
	int ends[2];

	if (argc < 2 || pipe(ends) || fcntl(ends[1], F_SETFL, O_NONBLOCK)) {
		fputs("clog: no command, or no pipe\n", stderr);
		return 125;
	}
	memset(block, 'x', sizeof(block));
	while (write(ends[1], block, sizeof(block)) > 0)
		;
	while (write(ends[1], block, 1) > 0)
		;
	if (dup2(ends[1], 2) < 0)
		return 125;
	execvp(argv[1], argv + 1);
	return 127;
}
