/* keys.h - what is typed at an attached client: finds the key that detaches it. */
#ifndef HOLD_KEYS_H
#define HOLD_KEYS_H

#include "scanner.h"
#include "text/output.h"

enum { KEYS_HELD = 64, KEYS_PATIENCE = 50 }; /* milliseconds for the rest of a key */

/* Starts as all zero. */
struct keys {
	unsigned char codes[2]; /* of the key, or of two to be typed one after the other; 0: none */
	bool pasting;
	unsigned first; /* bytes in held of the first of two, when that has been typed */
	unsigned used;
	struct scanner scanner;
	char held[KEYS_HELD];
};

/* Reads "^\\", "^A d" or "none". Returns false for anything else. */
bool keys_parse(struct keys *keys, const char *text);

/*
 * Appends what is for the job of count bytes that were typed: up to KEYS_HELD more than that.
 * Returns whether they contain the key that detaches, which may be sent as a byte, or by the
 * protocols of kitty and xterm (modifyOtherKeys). What follows it is dropped. A part of a key is
 * held.
 */
bool keys_feed(struct keys *keys, const char *bytes, size_t count, struct output *output);

/* Whether the rest of a key is to be waited for, only KEYS_PATIENCE long; then comes keys_flush. */
static inline bool keys_wait(const struct keys *keys)
{
	return keys->used > keys->first;
}

/* Appends what is held: it was no key. */
void keys_flush(struct keys *keys, struct output *output);

#endif
