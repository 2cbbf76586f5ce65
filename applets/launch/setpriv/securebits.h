/* securebits.h - what root means for capabilities: the bits of PR_SET_SECUREBITS. */
#ifndef SETPRIV_SECUREBITS_H
#define SETPRIV_SECUREBITS_H

#include <stdbool.h>

#include "text/output.h"

enum { SECUREBITS_KEEP_CAPS = 1 << 4, SECUREBITS_KNOWN = (1 << 6) - 1 };

/*
 * Changes *bits as "+NAME,-NAME,-all..." asks, names as in prctl(2). Cuts list up at its commas.
 * Returns NULL; or the format of a message, with *wrong the name to print in it.
 */
const char *securebits_parse(char *list, int *bits, const char **wrong);

/* Appends "noroot,keep_caps", unknown bits as a number: "noroot,0x40"; "[none]" if bits is 0. */
void output_securebits(struct output *output, int bits);

#endif
