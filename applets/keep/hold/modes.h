/* modes.h - how a terminal is set, as far as what it was sent tells.
 *
 * Not what it shows: this is no emulator, only the memory of the sequences that stay in force. From
 * it come the sequences that set another terminal so, and those that set this one back.
 */
#ifndef HOLD_MODES_H
#define HOLD_MODES_H

#include <stddef.h>
#include <stdint.h>

#include "scanner.h"
#include "text/output.h"

/* Bits of modes.flags: each is off in a terminal that was reset, even if the mode is on then. */
enum mode_flag {
	MODE_ORIGIN = 2,   /* 6 of DEC; the order is that of the table in modes.c */
	MODE_CURSOR = 4,   /* 25: the cursor is hidden */
	MODE_SIDES = 5,    /* 69: left and right margins can be set */
	MODE_PASTE = 12,   /* 2004: pastes are bracketed */
	MODE_UPDATE = 13,  /* 2026: shown when it is switched off again */
	MODE_INSERT = 17,  /* 4 of ANSI */
	MODE_KEYPAD = 19,  /* ESC = */
	MODE_SHIFT = 20,   /* the second character set is in use */
	MODE_COLOURS = 21, /* and the next two: OSC 10, 11, 12 have set a colour */
};

enum { SCREEN_MAIN, SCREEN_ALTERNATE, SCREENS };

/* SGR: a colour is 0, its number there (31, 97), or one of these and the value. */
enum { COLOUR_INDEXED = 1 << 24, COLOUR_RGB = 2 << 24 };

/* Starts as all zero: a terminal that was reset. */
struct modes {
	struct scanner scanner;
	uint32_t flags;            /* bits enum mode_flag */
	uint16_t mouse;            /* 9, 1000 to 1003, or 0 */
	uint16_t alternate;        /* 47, 1047 or 1049 while on the alternate screen, or 0 */
	uint16_t margins[4];       /* top, bottom, left, right; 0: the edge */
	uint16_t attributes;       /* of SGR: bit N for N = 1 to 9, bit 0 for 53; UNDERLINES */
	uint16_t cursor;           /* style */
	uint16_t other_keys;       /* xterm's modifyOtherKeys */
	uint8_t character_sets[2]; /* final bytes of G0 and G1; 0: ASCII */
	uint32_t colours[3];       /* foreground, background, underline */
	uint32_t keyboard[SCREENS]; /* kitty's stack: 5 bits an entry, the lowest is in force */
};

static inline bool modes_has(const struct modes *modes, enum mode_flag flag)
{
	return modes->flags >> flag & 1;
}

/* Takes notice of a byte that the terminal is sent; returns what scanner_step does. */
enum scanned modes_step(struct modes *modes, unsigned char byte);

/* The same for a number of bytes. */
void modes_feed(struct modes *modes, const char *bytes, size_t count);

/*
 * Appends the sequences, up to MODES_SIZE bytes, that make a terminal in the first state one in the
 * second; NULL is one that was reset. Nothing if they are equal. Cursor and text stay, except that
 * the alternate screen is empty when entered. What a sequence has begun is not part of a state.
 */
enum { MODES_SIZE = 768 };
void modes_write_difference(const struct modes *from, const struct modes *to,
			    struct output *output);

#endif
