/* code.c - the code that a regular expression is compiled to.
 *
 * Jumps are relative, so code can be moved to insert a cell before it, and copied for a counted
 * repetition.
 */
#include <string.h>

#include "pattern/character.h"
#include "pattern/code.h"
#include "pattern/set.h"
#include "text/byte.h"
#include "text/utf8.h"

static int cell(enum pattern_operation operation, int argument)
{
	return (int)operation + 16 * argument;
}

int *pattern_cells(const struct pattern_code *code)
{
	return (int *)(void *)code->cells.bytes;
}

int pattern_length(const struct pattern_code *code)
{
	return (int)(code->cells.length / sizeof(int));
}

/* Adds count cells at the end; returns NULL if that is none, or too many. */
static int *add_cells(struct pattern_code *code, int count)
{
	code->too_big |= count > PATTERN_CELLS_MAX - pattern_length(code);
	return code->too_big || !count ? NULL : text_add(&code->cells, (size_t)count * sizeof(int));
}

void pattern_add(struct pattern_code *code, enum pattern_operation operation, int argument)
{
	int *added = add_cells(code, 1);

	if (added)
		*added = cell(operation, argument);
}

void pattern_insert(struct pattern_code *code, int place, enum pattern_operation operation,
		    int argument)
{
	size_t moved = (size_t)(pattern_length(code) - place) * sizeof(int);
	int *from;

	if (!add_cells(code, 1))
		return;
	from = pattern_cells(code) + place;
	memmove(from + 1, from, moved);
	*from = cell(operation, argument);
}

void pattern_land(struct pattern_code *code, int place)
{
	pattern_cells(code)[place] = cell(PATTERN_JUMP, pattern_length(code) - place);
}

static void copy(struct pattern_code *code, int place, int length)
{
	int *added = add_cells(code, length);

	if (added)
		memcpy(added, pattern_cells(code) + place, (size_t)length * sizeof(int));
}

void pattern_repeat(struct pattern_code *code, int place, int minimum, int maximum)
{
	int length = pattern_length(code) - place, more = maximum < 0 ? 1 : maximum - minimum;

	if (maximum == 0) {
		code->cells.length = (size_t)place * sizeof(int);
		return;
	}
	for (int i = 1; i < minimum && !code->too_big; i++)
		copy(code, place, length);
	if (maximum < 0)
		pattern_add(code, PATTERN_SPLIT, -length);
	if (minimum == 0) {
		/* the code that is already there becomes optional */
		length += maximum < 0;
		pattern_insert(code, place, PATTERN_SPLIT, more * (length + 1));
		place++;
		more--;
	} else if (maximum < 0) {
		return;
	}
	/* each SPLIT skips all copies that follow it */
	for (; more > 0 && !code->too_big; more--) {
		pattern_add(code, PATTERN_SPLIT, more * (length + 1));
		copy(code, place, length);
	}
}

unsigned pattern_character(const struct pattern_code *code, const char **at)
{
	unsigned byte = (unsigned char)**at, character = byte;
	size_t length = 1;

	if (byte >= 0x80 && code->utf8)
		length = utf8_decode(*at, length_within(*at, 4), &character);
	*at += length ? length : 1;
	if (length == 0)
		return NOT_UTF8 + byte;
	if (byte >= 0x80 && !code->utf8)
		return byte;
	return code->ignore_case ? character_upper(character) : character;
}

bool pattern_takes(const struct pattern_code *code, int cell, unsigned character)
{
	switch (cell_operation(cell)) {
	case PATTERN_CHARACTER:
		return character == (unsigned)cell_argument(cell);
	case PATTERN_ANY:
		return character && character < NOT_UTF8;
	case PATTERN_SET:
		return character && set_has(&code->sets, cell_argument(cell), character);
	default:
		return false;
	}
}

bool pattern_is_word(const struct pattern_code *code, unsigned character)
{
	if (character >= 0x80 && (!code->utf8 || character >= NOT_UTF8))
		return false;
	return character == '_' || character_is(character, CLASS_ALNUM);
}
