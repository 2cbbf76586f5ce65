/* states.c - the states of a search: all places in the code where it can be.
 *
 * Without back references a state is just a cell, and newest[] contains the index in the list for
 * each cell. With them it contains, for each hash, the index of the newest state with that hash,
 * which is linked to the older ones. An index counts only if the list has such a state there, so
 * newest[] need not be cleared for each character.
 */
#include <string.h>

#include "pattern/states.h"

enum {
	HASHES = 1 << 15,
	STATES_MAX = 1 << 17, /* with references */
};

static int *ints(const struct text *text)
{
	return (int *)(void *)text->bytes;
}

/* Length of a state. In the list, the index of an older state with its hash and the hash follow. */
static int state_length(const struct pattern_states *states)
{
	return STATE_BOUNDS + 2 * states->groups;
}

static int *state_at(const struct pattern_states *states, int list, int index)
{
	return ints(&states->lists[list]) + (size_t)index * (size_t)(state_length(states) + 2);
}

/* Forgets groups that no longer matter, so that states which differ only in these are the same. */
static void forget_groups(const struct pattern_states *states, int *state)
{
	for (int group = 0; group < states->groups; group++) {
		int *bounds = state + STATE_BOUNDS + 2 * group;

		if (state[STATE_CELL] >= states->needed_before[group])
			bounds[0] = bounds[1] = STATE_NOWHERE;
	}
}

/* For these few ints a loop is faster than memcpy or memcmp. */
static void copy_state(int *to, const int *from, int length)
{
	while (length-- > 0)
		to[length] = from[length];
}

static bool is_same(const int *a, const int *b, int length)
{
	while (length-- > 0) {
		if (a[length] != b[length])
			return false;
	}
	return true;
}

static int hash_state(const int *state, int length)
{
	unsigned hash = 0;

	for (int i = 0; i < length; i++)
		hash = hash * 0x9e3779b1U + (unsigned)state[i];
	return (int)((hash ^ hash >> 15) % HASHES);
}

static void visit_state(struct pattern_states *states, int list, int *state)
{
	int length = state_length(states), hash = hash_state(state, length);
	int *newest = ints(&states->newest[list]) + hash, count = states->counts[list];
	size_t size = (size_t)(length + 2) * sizeof(int);
	int before = *newest;

	states->steps++;
	if (before >= count || state_at(states, list, before)[length + 1] != hash)
		before = STATE_NOWHERE;
	state[length] = before;
	state[length + 1] = hash;
	for (; before != STATE_NOWHERE; before = state_at(states, list, before)[length]) {
		if (is_same(state_at(states, list, before), state, length))
			return;
	}
	states->full |= count == STATES_MAX;
	if (states->full)
		return;
	text_reserve(&states->lists[list], (size_t)(count + 1) * size);
	copy_state(state_at(states, list, count), state, length + 2);
	*newest = count;
	states->counts[list]++;
}

void states_visit_whole(struct pattern_states *states, int list, const int *state, int cell)
{
	int copy[STATE_MAX];

	copy_state(copy, state, state_length(states));
	copy[STATE_CELL] = cell;
	forget_groups(states, copy);
	visit_state(states, list, copy);
}

void states_visit_first(struct pattern_states *states)
{
	int state[STATE_MAX];

	memset(state, STATE_NOWHERE, sizeof(state));
	state[STATE_COMPARED] = 0;
	states_visit(states, STATE_NOW, state, 0);
}

void states_get_whole(const struct pattern_states *states, int index, int *state)
{
	copy_state(state, state_at(states, states->now, index), state_length(states));
}

void states_advance(struct pattern_states *states)
{
	states->counts[states->now] = 0;
	states->now = !states->now;
}

void states_clear(struct pattern_states *states)
{
	states->counts[0] = states->counts[1] = 0;
}

/* The cell after the last one that refers to the group, or that jumps back to before that one. */
static int find_needed_before(const struct pattern_code *code, int group)
{
	const int *cells = pattern_cells(code);
	int length = pattern_length(code), before = 0;

	for (int at = 0; at < length; at++) {
		if (cell_operation(cells[at]) == PATTERN_REFERENCE &&
		    cell_argument(cells[at]) == group)
			before = at + 1;
	}
	for (int at = before; at < length; at++) {
		if (cell_operation(cells[at]) == PATTERN_SPLIT &&
		    at + cell_argument(cells[at]) < before)
			before = at + 1;
	}
	return before;
}

void states_prepare(struct pattern_states *states, const struct pattern_code *code)
{
	size_t cells = (size_t)pattern_length(code);

	while (code->referred >> states->groups > 1)
		states->groups++;
	for (int group = 0; group < states->groups; group++)
		states->needed_before[group] = find_needed_before(code, group + 1);
	for (int list = 0; list < 2; list++) {
		text_reserve(&states->newest[list],
			     (states->groups ? HASHES : cells) * sizeof(int));
		text_reserve(&states->lists[list], cells * sizeof(int));
	}
}

void states_free(struct pattern_states *states)
{
	for (int list = 0; list < 2; list++) {
		text_free(&states->newest[list]);
		text_free(&states->lists[list]);
	}
	*states = (struct pattern_states){ .groups = 0 };
}
