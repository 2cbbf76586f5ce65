/* keys.c - what is typed at an attached client: finds the key that detaches it. */
#include <string.h>

#include "keys.h"

enum { CONTROL = 4, LOCKS = 64 | 128, RELEASED = 3 }; /* of kitty's and xterm's protocols */

static const char *parse_key(const char *text, unsigned char *code)
{
	if (*text == '^' && text[1] > ' ') {
		*code = text[1] == '?' ? 0177 : text[1] & 037;
		return text + 2;
	}
	*code = *text;
	return text + (*text > ' ');
}

bool keys_parse(struct keys *keys, const char *text)
{
	keys->codes[0] = keys->codes[1] = 0;
	if (strcmp(text, "none") == 0)
		return true;
	text = parse_key(text, &keys->codes[0]);
	if (*text == ' ')
		text = parse_key(text + 1, &keys->codes[1]);
	return keys->codes[0] && !*text;
}

/* A parameter, and the one after a colon there; 0: absent. */
struct parameter {
	unsigned value, more;
};

/* The first parameter after this many semicolons. */
static struct parameter parameter_at(const struct scanner *scanner, int semicolons)
{
	struct parameter found = { 0, 0 };

	for (int i = 0; i <= scanner->last; i++) {
		bool colon = scanner->colons >> i & 1;

		semicolons -= i && !colon;
		if (semicolons == 0 && !colon) {
			found.value = scanner->parameters[i];
			if (i < scanner->last && scanner->colons >> (i + 1) & 1)
				found.more = scanner->parameters[i + 1];
			break;
		}
	}
	return found;
}

/* The byte that the completed key stands for, or -1. */
static int code_of(const struct scanner *scanner, enum scanned scanned, unsigned char byte)
{
	struct parameter modifiers; /* and the event */
	unsigned code;
	bool xterm = byte == '~' && scanner->parameters[0] == 27;

	if (scanned == SCANNED_TEXT || scanned == SCANNED_CONTROL)
		return byte;
	if (scanned != SCANNED_CSI || scanner->marker || (byte != 'u' && !xterm))
		return -1;
	code = parameter_at(scanner, xterm ? 2 : 0).value;
	modifiers = parameter_at(scanner, 1);
	modifiers.value = (modifiers.value - (modifiers.value > 0)) & ~LOCKS;
	if (modifiers.more == RELEASED || code > 0177)
		return -1;
	return modifiers.value == CONTROL ? (int)(code & 037) : modifiers.value ? -1 : (int)code;
}

static void release(struct keys *keys, unsigned from, struct output *output)
{
	output_bytes(output, keys->held + from, keys->used - from);
	keys->used = keys->first = 0;
}

void keys_flush(struct keys *keys, struct output *output)
{
	keys->scanner.state = SCANNER_GROUND;
	release(keys, 0, output);
}

/* A key is complete. Returns whether it detaches. */
static bool take_key(struct keys *keys, int code, struct output *output)
{
	bool wanted = code >= 0 && keys->codes[0] && !keys->pasting;

	if (wanted && code == keys->codes[keys->first > 0] && (keys->first || !keys->codes[1]))
		return true;
	if (wanted && code == keys->codes[0] && !keys->first)
		keys->first = keys->used;
	else
		release(keys, wanted && code == keys->codes[0] ? keys->first : 0, output);
	return false;
}

bool keys_feed(struct keys *keys, const char *bytes, size_t count, struct output *output)
{
	for (; count--; bytes++) {
		enum scanned scanned = scanner_step(&keys->scanner, *bytes);

		keys->held[keys->used++] = *bytes;
		if (scanned != SCANNED_PART &&
		    take_key(keys, code_of(&keys->scanner, scanned, *bytes), output))
			return true;
		if (scanned == SCANNED_CSI && *bytes == '~' &&
		    keys->scanner.parameters[0] / 2 == 100)
			keys->pasting = keys->scanner.parameters[0] == 200;
		if (keys->used == sizeof(keys->held))
			release(keys, 0, output);
	}
	return false;
}
