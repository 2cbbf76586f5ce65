/* call - execute a file with exactly the argument vector that is named
 *
 * usage: call PATH [ARGV0 [ARG]...]
 */
#include <stdio.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv)
{
	if (argc < 2)
		return 99;
	execve(argv[1], argv + 2, environ);
	perror(argv[1]);
	return 99;
}
