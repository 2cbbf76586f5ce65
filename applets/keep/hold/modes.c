/* modes.c - how a terminal is set, as far as what it was sent tells. */
#include <string.h>

#include "modes.h"
#include "text/format.h"

/* Of DEC, then two of ANSI: switched by h and l. Those in INITIALLY_ON are on after a reset. */
static const uint16_t numbers[] = {
	1, 5, 6, 7, 25, 69, 1004, 1005, 1006, 1007, 1015, 1016, 2004, 2026, 2027, 2031, 2048, 4, 20,
};
enum {
	NUMBERS = sizeof(numbers) / sizeof(*numbers),
	INITIALLY_ON = 1 << 3 | 1 << MODE_CURSOR,
	SOFTLY_RESET = 1 << 0 | 1 << MODE_ORIGIN | 1 << 3 | 1 << MODE_CURSOR | 1 << MODE_INSERT |
		       1 << MODE_KEYPAD | 1 << MODE_SHIFT,

	/* modes.attributes */
	OVERLINE = 53,
	UNDERLINE = 1 << 4, /* plain; or else it has a style, 2 to 5 */
	STYLE_SHIFT = 12,
	UNDERLINES = 7 << STYLE_SHIFT | UNDERLINE,

	KEYBOARD_BITS = 5,
	KEYBOARD_MASK = (1 << KEYBOARD_BITS) - 1,
	KEYBOARD_DEPTH = 6,
	KEYBOARD_STACK = (1 << KEYBOARD_BITS * KEYBOARD_DEPTH) - 1,
};

static void switch_flag(struct modes *modes, int flag, bool on)
{
	modes->flags = (modes->flags & ~(1u << flag)) | (uint32_t)on << flag;
}

static void switch_mode(struct modes *modes, unsigned number, bool dec, bool on)
{
	int first = dec ? 0 : MODE_INSERT, end = dec ? MODE_INSERT : NUMBERS;

	for (int i = first; i < end; i++) {
		if (numbers[i] == number)
			switch_flag(modes, i, on ^ (INITIALLY_ON >> i & 1));
	}
	if (!dec)
		return;
	if (number == 66)
		switch_flag(modes, MODE_KEYPAD, on);
	if (number == 9 || (number >= 1000 && number <= 1003))
		modes->mouse = on ? number : 0;
	if (number == 47 || number == 1047 || number == 1049)
		modes->alternate = on ? number : 0;
	if (number == numbers[MODE_SIDES])
		modes->margins[2] = modes->margins[3] = 0;
}

static void reset_rendition(struct modes *modes)
{
	modes->attributes = 0;
	memset(modes->colours, 0, sizeof(modes->colours));
}

static void reset_softly(struct modes *modes)
{
	modes->flags &= ~SOFTLY_RESET;
	memset(modes->margins, 0, sizeof(modes->margins));
	memset(modes->character_sets, 0, sizeof(modes->character_sets));
	reset_rendition(modes);
}

/* Which colour n of SGR sets: an index of modes.colours, or -1. */
static int find_colour(unsigned n)
{
	if (n == 58 || n == 59)
		return 2;
	if (n >= 90)
		n -= 60;
	return n < 30 || n > 49 ? -1 : n >= 40;
}

/* How many parameters are attached to parameter i by colons. */
static unsigned count_attached(const struct scanner *scanner, unsigned i)
{
	unsigned end = i;

	while (end < scanner->last && scanner->colons >> (end + 1) & 1)
		end++;
	return end - i;
}

/*
 * The colour after 38, 48 or 58 at parameter i: 5;N or 2;R;G;B, or with colons, where 2::R:G:B has
 * a colour space first. Returns how many parameters it has.
 */
static unsigned read_colour(const struct scanner *scanner, unsigned i, unsigned attached,
			    uint32_t *colour)
{
	const uint16_t *after = scanner->parameters + i + 1;
	unsigned count = scanner->last - i, skipped = attached == 5;

	if (count >= 2 && after[0] == 5) {
		*colour = COLOUR_INDEXED | (after[1] & 255);
		return 2;
	}
	after += skipped;
	if (count >= 4 + skipped)
		*colour = COLOUR_RGB | (after[1] & 255) << 16 | (after[2] & 255) << 8 |
			  (after[3] & 255);
	return attached ? attached : 4;
}

static void set_attribute(struct modes *modes, unsigned n, unsigned style)
{
	uint16_t set = 0, clear = 0;

	if (n == 4 || n == 21) {
		clear = UNDERLINES;
		set = style == 1 ? UNDERLINE : style << STYLE_SHIFT;
	} else if (n < 10) {
		set = 1 << n;
	} else if (n == 24) {
		clear = UNDERLINES;
	} else if (n >= 22 && n < 30) {
		clear = 1 << (n - 20) | (n == 22) << 1 | (n == 25) << 6;
	} else if (n == OVERLINE || n == OVERLINE + 2) {
		clear = 1;
		set = n == OVERLINE;
	}
	modes->attributes = (modes->attributes & ~clear) | set;
}

static void set_rendition(struct modes *modes)
{
	const struct scanner *scanner = &modes->scanner;
	unsigned attached;

	for (unsigned i = 0; i <= scanner->last; i += 1 + attached) {
		unsigned n = scanner->parameters[i];
		int colour = find_colour(n);

		attached = count_attached(scanner, i);
		if (n == 0)
			reset_rendition(modes);
		else if (colour < 0)
			set_attribute(modes, n,
				      n == 21    ? 2
				      : attached ? scanner->parameters[i + 1] & 7
						 : 1);
		else if (n % 10 == 8)
			attached = read_colour(scanner, i, attached, &modes->colours[colour]);
		else
			modes->colours[colour] = n % 10 == 9 ? 0 : n - 10 * colour;
	}
}

static void set_margins(struct modes *modes, int first)
{
	const uint16_t *parameters = modes->scanner.parameters;

	modes->margins[first] = parameters[0] > 1 ? parameters[0] : 0;
	modes->margins[first + 1] = parameters[1];
}

/* Control sequences: marker, intermediate and final byte. */
enum {
	SET_ANSI = 'h',
	RESET_ANSI = 'l',
	SET_DEC = '?' << 16 | 'h',
	RESET_DEC = '?' << 16 | 'l',
	RENDITION = 'm',
	MARGINS = 'r',
	SIDE_MARGINS = 's',
	CURSOR_STYLE = ' ' << 8 | 'q',
	RESET_SOFTLY = '!' << 8 | 'p',
	SET_OTHER_KEYS = '>' << 16 | 'm',
	RESET_OTHER_KEYS = '>' << 16 | 'n',
	/* of kitty */
	PUSH_KEYBOARD = '>' << 16 | 'u',
	POP_KEYBOARD = '<' << 16 | 'u',
	CHANGE_KEYBOARD = '=' << 16 | 'u',
};

static void step_csi(struct modes *modes, unsigned char final)
{
	const struct scanner *scanner = &modes->scanner;
	const uint16_t *parameters = scanner->parameters;
	uint32_t *stack = &modes->keyboard[modes->alternate != 0];
	uint32_t flags = parameters[0] & KEYBOARD_MASK;

	switch (scanner->marker << 16 | scanner->intermediate << 8 | final) {
	case SET_ANSI:
	case RESET_ANSI:
	case SET_DEC:
	case RESET_DEC:
		for (int i = 0; i <= scanner->last; i++)
			switch_mode(modes, parameters[i], scanner->marker, final == 'h');
		break;
	case RENDITION:
		set_rendition(modes);
		break;
	case MARGINS:
		set_margins(modes, 0);
		break;
	case SIDE_MARGINS:
		if (modes_has(modes, MODE_SIDES))
			set_margins(modes, 2);
		break;
	case CURSOR_STYLE:
		modes->cursor = parameters[0];
		break;
	case RESET_SOFTLY:
		reset_softly(modes);
		break;
	case SET_OTHER_KEYS:
	case RESET_OTHER_KEYS:
		if (parameters[0] == 4)
			modes->other_keys = final == 'm' ? parameters[1] : 0;
		break;
	case PUSH_KEYBOARD:
		*stack = (*stack << KEYBOARD_BITS | flags) & KEYBOARD_STACK;
		break;
	case POP_KEYBOARD:
		for (int i = parameters[0] + !parameters[0]; i > 0 && *stack; i--)
			*stack >>= KEYBOARD_BITS;
		break;
	case CHANGE_KEYBOARD:
		if (parameters[1] < 2)
			*stack &= ~KEYBOARD_MASK;
		*stack = parameters[1] == 3 ? *stack & ~flags : *stack | flags;
	}
}

static void step_escape(struct modes *modes, unsigned char final)
{
	switch (modes->scanner.intermediate) {
	case '(':
	case ')':
		modes->character_sets[modes->scanner.intermediate - '('] = final == 'B' ? 0 : final;
		break;
	case 0:
		if (final == '=' || final == '>')
			switch_flag(modes, MODE_KEYPAD, final == '=');
		if (final == 'c')
			memset(&modes->flags, 0, sizeof(*modes) - offsetof(struct modes, flags));
	}
}

enum scanned modes_step(struct modes *modes, unsigned char byte)
{
	enum scanned scanned;
	unsigned number;

	/* nearly all of a flood */
	if (byte >= ' ' && byte < 0177 && scanner_is_between(&modes->scanner))
		return SCANNED_TEXT;
	scanned = scanner_step(&modes->scanner, byte);
	number = modes->scanner.parameters[0];
	switch (scanned) {
	case SCANNED_CONTROL:
		if (byte == 016 || byte == 017)
			switch_flag(modes, MODE_SHIFT, byte == 016);
		break;
	case SCANNED_ESCAPE:
		step_escape(modes, byte);
		break;
	case SCANNED_CSI:
		step_csi(modes, byte);
		break;
	case SCANNED_OSC:
		if (number % 100 >= 10 && number % 100 <= 12 && number < 200 &&
		    !modes->scanner.query)
			switch_flag(modes, MODE_COLOURS + number % 100 - 10, number < 100);
		break;
	default:
		break;
	}
	return scanned;
}

void modes_feed(struct modes *modes, const char *bytes, size_t count)
{
	while (count--)
		modes_step(modes, *bytes++);
}

static void write_switch(struct output *output, unsigned number, bool dec, bool on)
{
	output_format(output, "\033[%s%u%c", dec ? "?" : "", number, on ? 'h' : 'l');
}

/* For one of several modes, of which only one is on. */
static void write_choice(struct output *output, unsigned from, unsigned to)
{
	if (from && from != to)
		write_switch(output, from, true, false);
	if (to && from != to)
		write_switch(output, to, true, true);
}

static void write_keyboard(struct output *output, uint32_t from, uint32_t to)
{
	bool pushed = false;

	if (from == to)
		return;
	output_format(output, "\033[<%du", KEYBOARD_DEPTH);
	for (int i = KEYBOARD_DEPTH - 1; i >= 0; i--) {
		unsigned flags = to >> i * KEYBOARD_BITS & KEYBOARD_MASK;

		pushed |= flags != 0;
		if (pushed)
			output_format(output, "\033[>%uu", flags);
	}
}

/* Each screen has a stack of its own, which can only be changed while it is shown. */
static void write_screen(const struct modes *from, const struct modes *to, struct output *output)
{
	unsigned shown = from->alternate;

	if (shown)
		write_keyboard(output, from->keyboard[SCREEN_ALTERNATE],
			       to->keyboard[SCREEN_ALTERNATE]);
	if (shown && shown != to->alternate) {
		write_switch(output, shown, true, false);
		shown = 0;
	}
	if (!shown)
		write_keyboard(output, from->keyboard[SCREEN_MAIN], to->keyboard[SCREEN_MAIN]);
	if (!shown && to->alternate) {
		write_switch(output, to->alternate, true, true);
		output_text(output, "\033[2J");
		if (!from->alternate)
			write_keyboard(output, from->keyboard[SCREEN_ALTERNATE],
				       to->keyboard[SCREEN_ALTERNATE]);
	}
}

static void write_flags(uint32_t from, uint32_t to, struct output *output)
{
	for (int i = 0; i < NUMBERS; i++) {
		if ((from ^ to) >> i & 1)
			write_switch(output, numbers[i], i < MODE_INSERT,
				     (to ^ INITIALLY_ON) >> i & 1);
	}
	if ((from ^ to) >> MODE_KEYPAD & 1)
		output_text(output, to >> MODE_KEYPAD & 1 ? "\033=" : "\033>");
	for (int i = 0; i < 3; i++) {
		if ((from & ~to) >> (MODE_COLOURS + i) & 1)
			output_format(output, "\033]%d\033\\", 110 + i);
	}
}

/* In several sequences, as a terminal may take only 16 parameters. */
static void write_rendition(const struct modes *modes, struct output *output)
{
	unsigned style = modes->attributes >> STYLE_SHIFT;

	output_text(output, "\033[m");
	for (int i = 0; i < 10; i++) {
		if (modes->attributes >> i & 1)
			output_format(output, "\033[%um", i ? i : OVERLINE);
	}
	if (style)
		output_format(output, "\033[4:%um", style);
	for (int i = 0; i < 3; i++) {
		uint32_t colour = modes->colours[i];

		if (colour & COLOUR_RGB)
			output_format(output, "\033[%d;2;%u;%u;%um", 38 + 10 * i,
				      colour >> 16 & 255, colour >> 8 & 255, colour & 255);
		else if (colour & COLOUR_INDEXED)
			output_format(output, "\033[%d;5;%um", 38 + 10 * i, colour & 255);
		else if (colour)
			output_format(output, "\033[%um", colour + 10 * i);
	}
}

/* A 0 is left out: not every terminal has it mean the edge. */
static void write_edges(struct output *output, const uint16_t *edges, char final)
{
	output_text(output, "\033[");
	if (edges[0])
		output_format(output, "%u", edges[0]);
	if (edges[1])
		output_format(output, ";%u", edges[1]);
	output_char(output, final);
}

/* Setting margins moves the cursor, so that is saved. */
static void write_margins(const struct modes *to, struct output *output)
{
	output_text(output, "\0337");
	write_edges(output, to->margins, 'r');
	if (modes_has(to, MODE_SIDES))
		write_edges(output, to->margins + 2, 's');
	output_text(output, "\0338");
}

void modes_write_difference(const struct modes *from, const struct modes *to, struct output *output)
{
	static struct modes reset; /* not const: it takes no room in the program */

	from = from ? from : &reset;
	to = to ? to : &reset;
	write_screen(from, to, output);
	write_flags(from->flags, to->flags, output);
	write_choice(output, from->mouse, to->mouse);
	if (memcmp(from->margins, to->margins, sizeof(to->margins)))
		write_margins(to, output);
	if (from->cursor != to->cursor)
		output_format(output, "\033[%u q", to->cursor);
	if (from->other_keys != to->other_keys)
		output_format(output, "\033[>4;%um", to->other_keys);
	for (int i = 0; i < 2; i++) {
		unsigned char set = to->character_sets[i];

		if (from->character_sets[i] != set)
			output_format(output, "\033%c%c", '(' + i, set ? set : 'B');
	}
	if ((from->flags ^ to->flags) >> MODE_SHIFT & 1)
		output_char(output, modes_has(to, MODE_SHIFT) ? 016 : 017);
	if (from->attributes != to->attributes ||
	    memcmp(from->colours, to->colours, sizeof(to->colours)))
		write_rendition(to, output);
}
