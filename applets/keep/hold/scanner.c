/* scanner.c - finds the control sequences in what a terminal is sent, byte by byte. */
#include <string.h>

#include "scanner.h"

static enum scanned step_in_ground(struct scanner *scanner, unsigned char byte)
{
	if (byte < ' ' || byte == 0177) {
		scanner->missing = 0;
		return SCANNED_CONTROL;
	}
	if (byte >= 0xc2 && byte < 0xf5)
		scanner->missing = 1 + (byte >= 0xe0) + (byte >= 0xf0);
	else
		scanner->missing -= byte >= 0x80 && byte < 0xc0 && scanner->missing;
	if (byte < 0x80)
		scanner->missing = 0;
	return SCANNED_TEXT;
}

/* Begins a sequence whose parameters follow. */
static enum scanned begin(struct scanner *scanner, enum scanner_state state, unsigned char kind)
{
	*scanner = (struct scanner){ .state = state, .marker = kind };
	return SCANNED_PART;
}

static enum scanned step_in_escape(struct scanner *scanner, unsigned char byte)
{
	if (byte < ' ' || byte == 0177)
		return SCANNED_PART;
	if (byte < '0') {
		scanner->intermediate = byte;
		return SCANNED_PART;
	}
	if (!scanner->intermediate) {
		if (byte == '[')
			return begin(scanner, SCANNER_CSI, 0);
		if (byte == ']')
			return begin(scanner, SCANNER_OSC, 0);
		if (memchr("PX^_", byte, 4))
			return begin(scanner, SCANNER_STRING, byte);
	}
	scanner->state = SCANNER_GROUND;
	return SCANNED_ESCAPE;
}

static void add_digit(uint16_t *parameter, unsigned char byte)
{
	if (*parameter < 6000)
		*parameter = 10 * *parameter + (byte - '0');
}

static enum scanned step_in_csi(struct scanner *scanner, unsigned char byte)
{
	if (byte == 0177)
		return SCANNED_PART;
	if (byte >= '@') {
		scanner->state = SCANNER_GROUND;
		return SCANNED_CSI;
	}
	if (byte >= '<') {
		scanner->marker = byte;
	} else if (byte >= ':') {
		/* what is beyond the last parameter is lost in the one after it */
		if (scanner->last < SCANNER_PARAMETERS - 1)
			scanner->last++;
		scanner->parameters[scanner->last] = 0;
		if (byte == ':')
			scanner->colons |= 1 << scanner->last;
	} else if (byte >= '0') {
		add_digit(&scanner->parameters[scanner->last], byte);
	} else if (byte >= ' ') {
		scanner->intermediate = byte;
	}
	return SCANNED_PART;
}

static enum scanned step_in_osc(struct scanner *scanner, unsigned char byte)
{
	if (byte == '\a') {
		scanner->state = SCANNER_GROUND;
		return SCANNED_OSC;
	}
	scanner->query |= byte == '?' && scanner->marker == ';';
	if (byte >= '0' && byte <= '9' && !scanner->last)
		add_digit(scanner->parameters, byte);
	else
		scanner->last = 1; /* the number is over */
	scanner->marker = byte;
	return SCANNED_PART;
}

enum scanned scanner_step(struct scanner *scanner, unsigned char byte)
{
	enum scanner_state state = scanner->state;

	if (byte == CONTROL_ESCAPE) {
		scanner->state = SCANNER_ESCAPE;
		scanner->missing = 0;
		scanner->intermediate = 0;
		return state == SCANNER_OSC      ? SCANNED_OSC
		       : state == SCANNER_STRING ? SCANNED_STRING
						 : SCANNED_PART;
	}
	if (state != SCANNER_GROUND && (byte == 030 || byte == 032)) {
		scanner->state = SCANNER_GROUND;
		return SCANNED_PART;
	}
	switch (state) {
	case SCANNER_ESCAPE:
		return step_in_escape(scanner, byte);
	case SCANNER_CSI:
		return step_in_csi(scanner, byte);
	case SCANNER_OSC:
		return step_in_osc(scanner, byte);
	case SCANNER_STRING:
		return SCANNED_PART;
	default:
		return step_in_ground(scanner, byte);
	}
}
