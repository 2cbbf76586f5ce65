/* scanner.h - finds the control sequences in what a terminal is sent, byte by byte. */
#ifndef HOLD_SCANNER_H
#define HOLD_SCANNER_H

#include <stdbool.h>
#include <stdint.h>

enum { SCANNER_PARAMETERS = 16, CONTROL_ESCAPE = 033 };

enum scanner_state {
	SCANNER_GROUND,
	SCANNER_ESCAPE,
	SCANNER_CSI,
	SCANNER_OSC,
	SCANNER_STRING, /* DCS, APC, PM or SOS */
};

/* Starts as all zero. */
struct scanner {
	uint8_t state;        /* enum scanner_state */
	uint8_t missing;      /* bytes of a character in UTF-8 */
	uint8_t marker;       /* of CSI: < = > ? or 0; OSC: the byte before; string: P X ^ _ */
	uint8_t intermediate; /* the last one, or 0 */
	uint8_t last;         /* index of the last parameter */
	bool query;           /* OSC: a field is "?" */
	uint16_t colons;      /* bit N: a colon precedes parameter N */
	uint16_t parameters[SCANNER_PARAMETERS]; /* 0: empty; of OSC only its number */
};

/* What a byte completes. */
enum scanned {
	SCANNED_PART,    /* nothing yet; or it cancels a sequence */
	SCANNED_TEXT,    /* a character, or a byte of one */
	SCANNED_CONTROL, /* the byte is a control character */
	SCANNED_ESCAPE,  /* ESC, perhaps an intermediate, and this final byte */
	SCANNED_CSI,     /* this is the final byte */
	SCANNED_OSC,     /* if the byte is ESC, it also begins the next sequence */
	SCANNED_STRING,  /* likewise */
};

/* Standard: ECMA-48, and xterm's ctlseqs. A control character within a sequence is a part of it. */
enum scanned scanner_step(struct scanner *scanner, unsigned char byte);

/* Whether the next byte begins a character or a sequence. */
static inline bool scanner_is_between(const struct scanner *scanner)
{
	return scanner->state == SCANNER_GROUND && !scanner->missing;
}

#endif
