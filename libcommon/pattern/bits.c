/* bits.c - a faster search for patterns that are short and simple, as most are.
 *
 * All states of the search are bits of one number. The first character and the end of the text are
 * handled elsewhere, so here a cell for the beginning or end of the text leads nowhere.
 */
#include "pattern/bits.h"

/* Marks an entry of taking as filled. */
static const uint64_t known = 1ULL << BITS_CELLS;

static uint64_t bit(int cell)
{
	return 1ULL << cell;
}

/* Removes a cell from the set, and returns it. */
static int next_cell(uint64_t *set)
{
	int cell = __builtin_ctzll(*set);

	*set &= *set - 1;
	return cell;
}

/* The cells that take a character or end the match and that can be reached from this one. */
static uint64_t find_reached(const struct pattern_code *code, int cell)
{
	uint64_t pending = bit(cell), seen = 0, reached = 0, next;

	while (pending) {
		int at = next_cell(&pending), argument = cell_argument(pattern_cells(code)[at]);

		seen |= bit(at);
		next = 0;
		switch (cell_operation(pattern_cells(code)[at])) {
		case PATTERN_SPLIT:
			next = bit(at + 1) | bit(at + argument);
			break;
		case PATTERN_JUMP:
			next = bit(at + argument);
			break;
		case PATTERN_TEXT_BEGIN:
		case PATTERN_TEXT_END:
			break;
		default:
			reached |= bit(at);
		}
		pending |= next & ~seen;
	}
	return reached;
}

void bits_prepare(struct pattern_bits *bits, const struct pattern_code *code)
{
	int length = pattern_length(code);

	if (length > BITS_CELLS || code->referred)
		return;
	for (int cell = 0; cell < length; cell++) {
		if (cell_operation(pattern_cells(code)[cell]) >= PATTERN_WORD_BEGIN)
			return;
		bits->reached[cell] = find_reached(code, cell);
	}
	bits->end = bit(length - 1);
	bits->all = bits->end | (bits->end - 1);
	bits->usable = true;
}

/* Those of the cells that take the character. */
static uint64_t find_taking(const struct pattern_code *code, uint64_t cells, unsigned character)
{
	uint64_t taking = 0;

	while (cells) {
		int cell = next_cell(&cells);

		if (pattern_takes(code, pattern_cells(code)[cell], character))
			taking |= bit(cell);
	}
	return taking;
}

bool bits_search(struct pattern_bits *bits, const struct pattern_code *code, const char **at,
		 uint64_t *entered)
{
	uint64_t here, taking;
	unsigned char byte;

	for (; **at; *entered = (here & taking) << 1) {
		here = bits->reached[0];
		while (*entered)
			here |= bits->reached[next_cell(entered)];
		if (here & bits->end)
			return true;
		byte = (unsigned char)**at;
		if (byte < BITS_ASCII && bits->taking[byte]) {
			taking = bits->taking[byte];
			++*at;
		} else if (byte < BITS_ASCII) {
			taking = known | find_taking(code, bits->all, pattern_character(code, at));
			bits->taking[byte] = taking;
		} else {
			taking = find_taking(code, here, pattern_character(code, at));
		}
	}
	return false;
}
