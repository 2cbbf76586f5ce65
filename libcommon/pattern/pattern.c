/* pattern.c - extended regular expressions: whether a text matches one.
 *
 * The search goes through the text once, with all states that are possible at a character. No state
 * is kept twice, so the length of the code limits the steps for a character. With back references,
 * states also differ in what the groups have matched, and for some patterns there are far too many.
 * glibc takes minutes for these; this search gives up.
 */
#include <limits.h>

#include "pattern/parse.h"
#include "pattern/pattern.h"
#include "pattern/set.h"
#include "text/error.h"
#include "text/utf8.h"

/* The limit for all searches for a pattern together: some seconds. */
static const long long spent_at_most = 1LL << 32;

/* Steps for each cell and character that are usual, and what each further one costs. */
enum { USUAL_STEPS = 4, UNUSUAL_COST = 128 };

struct search {
	struct pattern *pattern;
	struct pattern_states *states;
	const char *text, *at;
	unsigned before, here; /* characters, or 0 at the beginning and the end */
};

static int *group_bounds(int *state, int group)
{
	return state + STATE_BOUNDS + 2 * (group - 1);
}

/* Takes the next character of the group, or continues if all of it has been taken. */
static void follow_reference(struct search *search, int *state, int group)
{
	const int *bounds = group_bounds(state, group);
	const char *from = search->text + bounds[0] + state[STATE_COMPARED], *next = from;

	if (bounds[1] == STATE_NOWHERE)
		return;
	if (from == search->text + bounds[1]) {
		state[STATE_COMPARED] = 0;
		states_visit(search->states, STATE_NOW, state, state[STATE_CELL] + 1);
	} else if (pattern_character(&search->pattern->code, &next) == search->here) {
		state[STATE_COMPARED] += (int)(next - from);
		states_visit(search->states, STATE_NEXT, state, state[STATE_CELL]);
	}
}

static void open_group(const struct search *search, int *state, int group)
{
	int *bounds = group_bounds(state, group);

	bounds[0] = (int)(search->at - search->text);
	bounds[1] = STATE_NOWHERE;
}

static void close_group(const struct search *search, int *state, int group)
{
	group_bounds(state, group)[1] = (int)(search->at - search->text);
}

/* Whether the condition holds between the preceding character and the current one. */
static bool holds(const struct search *search, enum pattern_operation operation)
{
	const struct pattern_code *code = &search->pattern->code;
	bool after_word = pattern_is_word(code, search->before);
	bool in_word = pattern_is_word(code, search->here);

	switch (operation) {
	case PATTERN_TEXT_BEGIN:
		return search->at == search->text;
	case PATTERN_TEXT_END:
		return !search->here;
	case PATTERN_WORD_BEGIN:
		return in_word && !after_word;
	case PATTERN_WORD_END:
		return after_word && !in_word;
	case PATTERN_WORD_EDGE:
		return after_word != in_word;
	default:
		return after_word == in_word;
	}
}

/* Runs the cell of a state. Returns whether that ends a match. */
static bool run_cell(struct search *search, int *state)
{
	int at = state[STATE_CELL], cell = pattern_cells(&search->pattern->code)[at];
	int argument = cell_argument(cell);
	bool goes_on = true;

	switch (cell_operation(cell)) {
	case PATTERN_END:
		return true;
	case PATTERN_SPLIT:
		states_visit(search->states, STATE_NOW, state, at + argument);
		break;
	case PATTERN_JUMP:
		states_visit(search->states, STATE_NOW, state, at + argument);
		return false;
	case PATTERN_CHARACTER:
	case PATTERN_ANY:
	case PATTERN_SET:
		if (pattern_takes(&search->pattern->code, cell, search->here))
			states_visit(search->states, STATE_NEXT, state, at + 1);
		return false;
	case PATTERN_REFERENCE:
		follow_reference(search, state, argument);
		return false;
	case PATTERN_OPEN:
		open_group(search, state, argument);
		break;
	case PATTERN_CLOSE:
		close_group(search, state, argument);
		break;
	default:
		goes_on = holds(search, cell_operation(cell));
	}
	if (goes_on)
		states_visit(search->states, STATE_NOW, state, at + 1);
	return false;
}

/* Continues with pattern_bits.h. Returns whether a match ends before the end of the text. */
static bool search_bits(struct search *search)
{
	int state[STATE_MAX];
	uint64_t entered = 0;

	for (int i = 0; states_get(search->states, i, state); i++)
		entered |= 1ULL << state[STATE_CELL];
	if (bits_search(&search->pattern->bits, &search->pattern->code, &search->at, &entered))
		return true;
	states_clear(search->states);
	for (int cell = 0; cell < BITS_CELLS; cell++) {
		if (entered >> cell & 1)
			states_visit(search->states, STATE_NOW, state, cell);
	}
	return false;
}

/* Counts the steps for a character. Returns whether the search may go on. */
static bool may_go_on(struct search *search)
{
	struct pattern *pattern = search->pattern;
	long long usual = USUAL_STEPS * (long long)pattern_length(&pattern->code);

	pattern->spent += search->states->steps;
	if (search->states->steps > usual)
		pattern->spent += UNUSUAL_COST * (search->states->steps - usual);
	search->states->steps = 0;
	/* bounds of groups are ints */
	return pattern->spent <= spent_at_most && !search->states->full &&
	       search->at - search->text < INT_MAX / 2;
}

enum pattern_result pattern_search(struct pattern *pattern, const char *text)
{
	struct pattern_states *states = &pattern->states;
	struct search search = {
		.pattern = pattern, .states = states, .text = text, .at = text,
	};
	const char *next;
	int state[STATE_MAX];

	states_clear(states);
	do {
		next = search.at;
		search.here = pattern_character(&pattern->code, &next);
		states_visit_first(states);
		for (int i = 0; states_get(states, i, state); i++) {
			if (run_cell(&search, state))
				return PATTERN_MATCHES;
		}
		if (!may_go_on(&search))
			return PATTERN_UNDECIDED;
		states_advance(states);
		search.before = search.here;
		search.at = next;
		if (search.here && pattern->bits.usable && search_bits(&search))
			return PATTERN_MATCHES;
	} while (search.here);
	return PATTERN_DIFFERS;
}

bool pattern_matches(struct pattern *pattern, const char *text)
{
	enum pattern_result result = pattern_search(pattern, text);

	if (result == PATTERN_UNDECIDED)
		fail(error_status, "regex error: the pattern takes too long to match");
	return result == PATTERN_MATCHES;
}

const char *pattern_compile(struct pattern *pattern, const char *text, bool ignore_case)
{
	const char *fault;

	pattern->code.utf8 = utf8_locale();
	pattern->code.ignore_case = ignore_case;
	fault = pattern_parse(&pattern->code, text);
	if (fault)
		return fault;
	states_prepare(&pattern->states, &pattern->code);
	bits_prepare(&pattern->bits, &pattern->code);
	return NULL;
}

void pattern_free(struct pattern *pattern)
{
	states_free(&pattern->states);
	text_free(&pattern->code.cells);
	text_free(&pattern->code.sets);
	*pattern = (struct pattern){ .bits.usable = false };
}
