/* caps.h - the capabilities of this process. */
#ifndef SETPRIV_CAPS_H
#define SETPRIV_CAPS_H

#include <stdbool.h>
#include <stdint.h>

/* Sets: bit N is capability N of capabilities(7). */
struct caps {
	uint64_t effective;
	uint64_t permitted;
	uint64_t inheritable;
};

/* What a list takes out of a set or puts in; clear has both, so that 0 is no list. */
struct caps_change {
	uint64_t clear;
	uint64_t add;
};

uint64_t caps_changed(uint64_t set, struct caps_change change);

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
