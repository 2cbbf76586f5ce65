/* caps.h - capabilities: their names, sets of them, and those of this process. */
#ifndef CAPS_H
#define CAPS_H

#include <stdbool.h>
#include <stdint.h>

enum { CAPS_NAME_SIZE = 24 };

/* Sets: bit N is capability N of capabilities(7). */
struct caps {
	uint64_t effective;
	uint64_t permitted;
	uint64_t inheritable;
};

/* The number of the last capability that this kernel knows; needs no /proc. */
int caps_last(void);

/* The name of a capability: "chown"; "cap_41" for those that are newer than our table. */
const char *caps_name(int number, char buffer[CAPS_NAME_SIZE]);

enum caps_result {
	CAPS_OK,
	CAPS_MALFORMED, /* an element without + or - */
	CAPS_UNKNOWN,   /* a name, or a number of the form cap_N, that this kernel does not know */
};

/* What a list makes of a set: (set & keep) | add. */
struct caps_change {
	uint64_t keep;
	uint64_t add;
};

/*
 * Reads "+NAME,-NAME,+all...", names in any case; NULL changes nothing. Cuts list up at its commas:
 * on failure *wrong is the element (CAPS_MALFORMED), or the name in it (CAPS_UNKNOWN).
 */
enum caps_result caps_parse(char *list, struct caps_change *change, const char **wrong);

/* The sets of this process; false with errno. */
bool caps_get(struct caps *caps);

/*
 * Sets them, and reads them again: if the kernel did something else, that is EPERM. What is no
 * longer both permitted and inheritable goes out of the ambient set.
 */
bool caps_set(const struct caps *caps);

/* The bounding and the ambient set. A kernel before 4.3 has no ambient set: *supported is false. */
uint64_t caps_bounding(void);
uint64_t caps_ambient(bool *supported);

/* Make the set what is wanted, and read it again, as caps_set. Nothing adds to the bounding set. */
bool caps_set_bounding(uint64_t wanted);
bool caps_set_ambient(uint64_t wanted);

#endif
