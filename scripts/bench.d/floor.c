/* floor - the minimum for a nohup: it checks three descriptors, ignores SIGHUP and executes.
 * No libc, no search in PATH, no messages. x86-64.
 */
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

static long call(long number, long a, const void *b, const void *c, long d)
{
	register long fourth __asm__("r10") = d;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
			 : "rcx", "r11", "memory");
	return result;
}

/* The stack as execve made it: argc, argv, NULL, the environment, NULL. */
__attribute__((used)) static _Noreturn void launch(long *stack)
{
	/* the kernel's structure, not libc's: handler, flags, restorer, mask */
	const unsigned long ignore[4] = { (unsigned long)SIG_IGN };
	char **argv = (char **)(stack + 1);
	char terminal[64];

	for (int i = 0; i < 3; i++)
		call(SYS_ioctl, i, (void *)TCGETS, terminal, 0);
	call(SYS_rt_sigaction, SIGHUP, ignore, 0, sizeof(ignore[3]));
	call(SYS_execve, (long)argv[1], argv + 1, argv + stack[0] + 1, 0);
	call(SYS_exit, 127, 0, 0, 0);
	__builtin_unreachable();
}

__asm__(".globl _start\n"
	"_start:\n"
	"	mov %rsp, %rdi\n"
	"	and $-16, %rsp\n"
	"	call launch");
