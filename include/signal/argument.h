/* argument.h - arguments of the form -SIGNAL, as -9 and -HUP. */
#ifndef SIGNAL_ARGUMENT_H
#define SIGNAL_ARGUMENT_H

/*
 * Takes the first argument of the form -SIGNAL out of argv, wherever it stands before "--".
 * Returns the signal, or -1 if there is none.
 */
int signal_take_argument(int *argc, char **argv);

#endif
