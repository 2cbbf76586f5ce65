/* signals.h - signal names and numbers. */
#ifndef SIGNAL_SIGNALS_H
#define SIGNAL_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

#include "text/near.h"

/*
 * The range of real-time signals, as users see it. libc's SIGRTMIN macro differs between libcs;
 * kill -l says 34 everywhere. The last one is 64, on MIPS 127.
 */
enum { SIGNAL_RTMIN = 34, SIGNAL_RTMAX = _NSIG - 1, SIGNAL_NAME_SIZE = 12 };

/*
 * Returns the number of a signal given by name or number: HUP, SIGHUP, sighup, 1, SIG1, RTMIN,
 * RTMIN+3, RTMAX-2; EXIT and 0 are 0. Returns -1 for anything else.
 */
int signal_parse(const char *text);

/*
 * Like signal_parse, but like GNU's tools also accepts the exit status with which shells report a
 * death by signal n (128 + n; ksh: 256 + n). Also returns -1 for numbers that have no name.
 */
int signal_parse_status(const char *text);

/*
 * Returns the name of a signal without SIG ("HUP", "RTMIN+3"); buffer is for those that must be
 * composed. Returns NULL for numbers that have no name.
 */
const char *signal_name(int number, char buffer[SIGNAL_NAME_SIZE]);

/*
 * Returns "; did you mean 'TERM'?" in buffer, to be appended to a message about an unknown signal,
 * or "" if text is not one slip away from a name.
 */
const char *signal_hint(char buffer[NEAR_HINT_SIZE], const char *text);

/*
 * Whether the argument, which is not a signal, probably was meant as -SIGNAL: a dash followed by a
 * digit, or by nothing but capitals, digits and signs.
 */
bool signal_is_meant(const char *argument);

/*
 * Removes the first argument of the form -SIGNAL from argv, up to "--". Returns the signal, or -1
 * if there is none.
 */
int signal_take_argument(int *argc, char **argv);

#endif
