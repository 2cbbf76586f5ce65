/* argument.h - numbers among an applet's arguments. */
#ifndef APPLET_ARGUMENT_H
#define APPLET_ARGUMENT_H

#include <sys/types.h>

/*
 * The integer in text, from minimum to maximum, perhaps after blanks, as for strtol(3). For any
 * other text fails with the applet's own status: "invalid WHAT argument: 'TEXT'", and the range if
 * it is a number.
 */
long long argument_number(const char *text, const char *what, long long minimum, long long maximum);

/* The same for a process ID; 0, this process, only if minimum is 0. */
pid_t argument_pid(const char *text, pid_t minimum);

#endif
