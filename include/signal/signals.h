/* signals.h - signal names and numbers. */
#ifndef SIGNAL_SIGNALS_H
#define SIGNAL_SIGNALS_H

#include <signal.h>

/*
 * The numbers of the real-time signals as users see them. libc's SIGRTMIN macro differs from one
 * libc to the next: 34 is what kill -l prints everywhere. The last is 64, on MIPS 127.
 */
enum { SIGNAL_RTMIN = 34, SIGNAL_RTMAX = _NSIG - 1, SIGNAL_NAME_SIZE = 12 };

/*
 * The number of the signal that text names: HUP, SIGHUP, sighup, 1, SIG1, RTMIN, RTMIN+3,
 * RTMAX-2, EXIT or 0 (0). Returns -1 if text names none.
 */
int signal_parse(const char *text);

/*
 * signal_parse, which also takes the status of a process that a signal has ended as shells tell it
 * (128 + n; ksh 256 + n), as GNU's tools do. Returns -1 too for numbers that have no name.
 */
int signal_parse_status(const char *text);

/*
 * The name of a signal without SIG ("HUP", "RTMIN+3"), in buffer where it has to be put together.
 * Returns NULL for numbers that have no name.
 */
const char *signal_name(int number, char buffer[SIGNAL_NAME_SIZE]);

/*
 * Takes the first argument of the form -SIGNAL out of argv, wherever it stands before "--".
 * Returns the signal, or -1 if there is none.
 */
int signal_take_argument(int *argc, char **argv);

#endif
