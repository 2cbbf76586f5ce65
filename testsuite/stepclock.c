/* stepclock FILE COMMAND [ARGUMENT]... - run COMMAND with a clock that can be stepped: to each time
 * that it asks of CLOCK_REALTIME, the number of seconds is added that FILE contains then. Its
 * children have the true time. Exits with 77 where that is not possible, else as COMMAND does.
 *
 * Our applets read the clock by the system call, whose result is changed by a tracer.
 */
#include <linux/ptrace.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { IMPOSSIBLE = 77, TRACE_SYSCALLS = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL };

static long trace(int request, pid_t process, unsigned long address, unsigned long data)
{
	return syscall(SYS_ptrace, (long)request, (long)process, address, data);
}

static unsigned long peek(pid_t process, unsigned long address)
{
	unsigned long word = 0;

	trace(PTRACE_PEEKDATA, process, address, (unsigned long)&word);
	return word;
}

static unsigned long read_step(const char *name)
{
	FILE *file = fopen(name, "r");
	long step = 0;

	if (file && fscanf(file, "%ld", &step) != 1)
		step = 0;
	if (file)
		fclose(file);
	return (unsigned long)step;
}

/* At the beginning and the end of a call. *address is where the time will be, or 0. */
static void act_on_call(pid_t process, const char *file, unsigned long *address)
{
	struct ptrace_syscall_info info;

	if (trace(PTRACE_GET_SYSCALL_INFO, process, sizeof(info), (unsigned long)&info) <= 0)
		exit(IMPOSSIBLE);
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
		*address = 0;
		if (info.entry.nr == SYS_clock_gettime && info.entry.args[0] == CLOCK_REALTIME)
			*address = info.entry.args[1];
	} else if (*address) {
		trace(PTRACE_POKEDATA, process, *address,
		      peek(process, *address) + read_step(file));
		*address = 0;
	}
}

static int follow(pid_t process, const char *file)
{
	unsigned long address = 0, pass;
	int status;

	for (;;) {
		if (waitpid(process, &status, __WALL) != process)
			return IMPOSSIBLE;
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		if (WIFSIGNALED(status))
			return 128 + WTERMSIG(status);
		pass = (unsigned long)WSTOPSIG(status);
		if (pass == (SIGTRAP | 0x80)) {
			act_on_call(process, file, &address);
			pass = 0;
		}
		trace(PTRACE_SYSCALL, process, 0, pass);
	}
}

int main(int argc, char **argv)
{
	pid_t process;
	int status;

	if (argc < 3 || sizeof(time_t) > sizeof(long))
		return IMPOSSIBLE;
	process = fork();
	if (process == 0) {
		if (trace(PTRACE_TRACEME, 0, 0, 0) == 0)
			execvp(argv[2], argv + 2);
		_exit(IMPOSSIBLE);
	}
	if (process < 0 || waitpid(process, &status, 0) != process || !WIFSTOPPED(status))
		return IMPOSSIBLE;
	if (trace(PTRACE_SETOPTIONS, process, 0, TRACE_SYSCALLS))
		return IMPOSSIBLE;
	trace(PTRACE_SYSCALL, process, 0, 0);
	return follow(process, argv[1]);
}
