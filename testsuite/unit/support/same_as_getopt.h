/* same_as_getopt.h - our parser and glibc's on the same arguments. */
#ifndef SAME_AS_GETOPT_H
#define SAME_AS_GETOPT_H

#include <stdbool.h>

#include "reference.h"

/*
 * Parses argv, from argv[1] on and up to a NULL, with option_next and with getopt_long, by a table
 * that has every kind of option. Returns NULL if both come to the same; else what differs. Error
 * messages are compared too, unless an argument has bytes that ours quotes.
 */
const char *differs_from_getopt(int argc, char **argv, bool permute);

#endif
