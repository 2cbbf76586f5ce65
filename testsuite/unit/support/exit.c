/* exit.c - going on where the code under test exits (linked with --wrap=exit). */
#include <setjmp.h>
#include <stdbool.h>

#include "exit.h"

_Noreturn void __real_exit(int status);
_Noreturn void __wrap_exit(int status);

static jmp_buf exit_target;
static bool exit_caught;
static int exit_status;

void __wrap_exit(int status)
{
	if (!exit_caught)
		__real_exit(status);
	exit_status = status;
	longjmp(exit_target, 1);
}

int catch_exit(void (*function)(void *data), void *data)
{
	exit_status = -1;
	exit_caught = true;
	if (!setjmp(exit_target))
		function(data);
	exit_caught = false;
	return exit_status;
}
