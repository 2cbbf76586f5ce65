/* caps_list.h - capabilities on command lines: their names, and lists of them. */
#ifndef SETPRIV_CAPS_LIST_H
#define SETPRIV_CAPS_LIST_H

#include "caps.h"

enum { CAPS_NAME_SIZE = 24 };

/* The number of the last capability that this kernel knows; needs no /proc. */
int caps_last(void);

/* The name of a capability: "chown"; "cap_41" for those that are newer than our table. */
const char *caps_name(int number, char buffer[CAPS_NAME_SIZE]);

enum caps_result {
	CAPS_OK,
	CAPS_MALFORMED, /* an element without + or - */
	CAPS_UNKNOWN,   /* a name, or a number of the form cap_N, that this kernel does not know */
};

/*
 * Reads "+NAME,-NAME,+all...", names in any case. Cuts list up at its commas: on failure *wrong is
 * the element (CAPS_MALFORMED), or the name in it (CAPS_UNKNOWN).
 */
enum caps_result caps_parse(char *list, struct caps_change *change, const char **wrong);

#endif
