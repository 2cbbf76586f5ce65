/* list.h - lists of signals, as kill -l and -L print them. */
#ifndef SIGNAL_LIST_H
#define SIGNAL_LIST_H

#include <stdbool.h>

#include "text/output.h"

/* Prints all names: in lines of up to 72 columns on a terminal, otherwise one a line. */
void signal_list_names(struct output *output, bool terminal);

/* Prints all numbers and names: in columns on a terminal, otherwise one a line. */
void signal_list_table(struct output *output, bool terminal);

/*
 * Prints the names of the signals in a mask of /proc (bit 0 is signal 1), or the numbers of those
 * without a name, with a separator between two of them. If there are any, a newline follows.
 */
void signal_list_mask(struct output *output, unsigned long long mask, char separator);

#endif
