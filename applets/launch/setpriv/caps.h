/* caps.h - capabilities: those of this process, their names, and lists of them on command lines. */
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

/* What a list removes from a set and adds to it; clear contains both, so 0 means no list. */
struct caps_change {
	uint64_t clear;
	uint64_t add;
};

uint64_t caps_changed(uint64_t set, struct caps_change change);

/* The sets of this process. Returns false with errno. */
bool caps_get(struct caps *caps);

/*
 * Sets them and reads them back: if the kernel did something else, that is EPERM. Capabilities
 * that are no longer both permitted and inheritable also leave the ambient set.
 */
bool caps_set(const struct caps *caps);

/*
 * Read the bounding and the ambient set. Return false with errno if the kernel does not report
 * them. Before Linux 4.3 there is no ambient set: *supported is false, and the set empty.
 */
bool caps_get_bounding(uint64_t *set);
bool caps_get_ambient(uint64_t *set, bool *supported);

/* Make the set equal to wanted and read it back, as caps_set. Nothing adds to the bounding set. */
bool caps_set_bounding(uint64_t wanted);
bool caps_set_ambient(uint64_t wanted);

/* The number of the last capability that this kernel supports, or -1 with errno. Needs no /proc. */
int caps_last(void);

enum caps_result {
	CAPS_OK,
	CAPS_MALFORMED,  /* an element without + or - */
	CAPS_UNKNOWN,    /* a name, or a number of the form cap_N, that this kernel lacks */
	CAPS_UNREADABLE, /* caps_last failed, with errno */
};

/*
 * Parses "+NAME,-NAME,+all...", names in any case. Cuts list up at its commas: on failure *wrong is
 * the element (CAPS_MALFORMED), or the name in it (CAPS_UNKNOWN).
 */
enum caps_result caps_parse(char *list, struct caps_change *change, const char **wrong);

#endif
