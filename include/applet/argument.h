/* argument.h - numbers among an applet's arguments, and what it says of others. */
#ifndef APPLET_ARGUMENT_H
#define APPLET_ARGUMENT_H

#include <sys/types.h>

/*
 * The integer that text is, from minimum to maximum; blanks may stand before it, as strtol(3) has
 * it. For any other text fails with the applet's own status: "invalid WHAT argument: 'TEXT'", and
 * the reason (ERANGE) where it is a number.
 */
long long argument_number(const char *text, const char *what, long long minimum, long long maximum);

/* The same for a process ID; 0, which means ourselves, only if minimum is 0. */
pid_t argument_pid(const char *text, pid_t minimum);

#endif
