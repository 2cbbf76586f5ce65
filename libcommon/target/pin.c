/* pin.c - keeping a process's number its own: a tracee's is not given to another one. */
#include "target/pin.h"

void pin_set(struct pin *pin, pid_t pid)
{
	tracee_prepare(&pin->before);
	pin->set = pid && tracee_attach(&pin->tracee, pid, 0);
	if (pin->set)
		tracee_hold(&pin->tracee);
}

void pin_release(const struct pin *pin)
{
	if (pin->set)
		tracee_release(&pin->tracee);
	tracee_conclude(&pin->before);
}
