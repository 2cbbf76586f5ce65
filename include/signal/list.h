/* list.h - the signals there are, as kill -l and -L tell them. */
#ifndef SIGNAL_LIST_H
#define SIGNAL_LIST_H

#include <stdbool.h>

#include "text/output.h"

/* All names; in lines of up to 72 columns for a terminal, else one a line. */
void signal_list_names(struct output *output, bool terminal);

/* All numbers and names; in columns for a terminal, else one a line. */
void signal_list_table(struct output *output, bool terminal);

/* The names of those in a mask as /proc has it, bit 0 for signal 1, in one line. */
void signal_list_mask(struct output *output, unsigned long long mask);

#endif
