/* securebits.h - what being root means for capabilities: the bits of PR_SET_SECUREBITS. */
#ifndef SETPRIV_SECUREBITS_H
#define SETPRIV_SECUREBITS_H

#include <stdbool.h>

#include "text/output.h"

enum { SECUREBITS_KEEP_CAPS = 1 << 4, SECUREBITS_KNOWN = (1 << 6) - 1 };

/*
 * Makes of *bits what "+NAME,-NAME,-all..." says, names as in prctl(2). Cuts list up at its commas.
 * Returns NULL; or the format of a message, for one name, of which *wrong is what is wrong.
 */
const char *securebits_parse(char *list, int *bits, const char **wrong);

/* Appends "noroot,keep_caps", further ones as a number: "noroot,0x40"; "[none]" where bits is 0. */
void output_securebits(struct output *output, int bits);

#endif
