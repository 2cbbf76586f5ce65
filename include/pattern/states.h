/* states.h - the states of a search: all places in the code where it can be. */
#ifndef PATTERN_STATES_H
#define PATTERN_STATES_H

#include <stdbool.h>

#include "pattern/code.h"
#include "text/text.h"

/* A state is an array of int: the cell, and only if there are back references, the rest. */
enum {
	STATE_CELL,
	STATE_COMPARED, /* how much of the group the reference in the cell has compared, in bytes */
	STATE_BOUNDS,   /* the beginning and end of each group in the text, or STATE_NOWHERE */
	STATE_MAX = STATE_BOUNDS + 2 * PATTERN_GROUPS + 2,
	STATE_NOWHERE = -1,
};

/* Whether a state is for the current character or for the next: there is a list for each. */
enum state_when { STATE_NOW, STATE_NEXT };

/* Starts as all zero. */
struct pattern_states {
	int groups;                        /* number of the last one with a reference */
	int needed_before[PATTERN_GROUPS]; /* from this cell on, the group does not matter */
	struct text lists[2], newest[2];   /* see pattern_states.c */
	int counts[2];                     /* of states in the lists */
	int now;                           /* the list for the current character */
	bool full;                         /* there was no room for a state */
	long long steps;                   /* visits since this was set to 0 */
};

/* Makes room for the states of the code. */
void states_prepare(struct pattern_states *states, const struct pattern_code *code);

/* states_visit and states_get with references. */
void states_visit_whole(struct pattern_states *states, int list, const int *state, int cell);
void states_get_whole(const struct pattern_states *states, int index, int *state);

/* Adds a state, unless it is already there: the cell, and the rest as in state. */
static inline void states_visit(struct pattern_states *states, enum state_when when,
				const int *state, int cell)
{
	int list = states->now ^ (int)when, *newest, *cells;

	if (states->groups) {
		states_visit_whole(states, list, state, cell);
		return;
	}
	states->steps++;
	newest = (int *)(void *)states->newest[list].bytes + cell;
	cells = (int *)(void *)states->lists[list].bytes;
	if (*newest < states->counts[list] && cells[*newest] == cell)
		return;
	*newest = states->counts[list]++;
	cells[*newest] = cell;
}

/* Adds the state at the first cell, with all groups unset. */
void states_visit_first(struct pattern_states *states);

/* Copies a state for the current character by its index; returns false after the last one. */
static inline bool states_get(const struct pattern_states *states, int index, int state[STATE_MAX])
{
	if (index >= states->counts[states->now])
		return false;
	if (states->groups)
		states_get_whole(states, index, state);
	else
		*state = ((const int *)(const void *)states->lists[states->now].bytes)[index];
	return true;
}

/* Moves on to the next character; removes all states. */
void states_advance(struct pattern_states *states);
void states_clear(struct pattern_states *states);

void states_free(struct pattern_states *states);

#endif
