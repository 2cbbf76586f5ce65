/* set.c - sets of characters: the bracket expressions of a pattern. */
#include <string.h>

#include "pattern/set.h"

enum { SMALL = 256, WORD_BITS = 32 };

/* Its ranges follow it in memory. */
struct set {
	unsigned bits[SMALL / WORD_BITS]; /* codes below SMALL */
	unsigned classes;                 /* for other codes: a bit for each class, */
	int ranges;                       /* and the number of ranges */
	bool negated;
};

struct range {
	unsigned first, last;
};

/* The number of a set is its offset in sets, in units of its alignment. */
static struct set *set_at(const struct text *sets, int set)
{
	return (struct set *)(void *)(sets->bytes + (size_t)set * sizeof(unsigned));
}

int set_start(struct text *sets)
{
	memset(text_add(sets, sizeof(struct set)), 0, sizeof(struct set));
	return (int)((sets->length - sizeof(struct set)) / sizeof(unsigned));
}

static void add_small(struct set *set, unsigned code)
{
	set->bits[code / WORD_BITS] |= 1U << code % WORD_BITS;
}

void set_add_range(struct text *sets, int set, unsigned first, unsigned last)
{
	struct range range = { .first = first, .last = last };

	for (unsigned code = first; code <= last && code < SMALL; code++)
		add_small(set_at(sets, set), code);
	if (last >= SMALL) {
		memcpy(text_add(sets, sizeof(range)), &range, sizeof(range));
		set_at(sets, set)->ranges++;
	}
}

void set_add_class(struct text *sets, int set, enum character_class class, bool utf8)
{
	struct set *filled = set_at(sets, set);

	for (unsigned code = 1; code < (utf8 ? SMALL : 0x80); code++) {
		if (character_is(code, class))
			add_small(filled, code);
	}
	filled->classes |= 1U << class;
}

void set_negate(struct text *sets, int set)
{
	set_at(sets, set)->negated = true;
}

static bool is_listed(const struct set *set, unsigned code)
{
	const struct range *ranges = (const struct range *)(set + 1);

	for (int i = 0; i < set->ranges; i++) {
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	}
	for (int class = 0; class < CLASSES; class++) {
		if (set->classes >> class & 1 && character_is(code, class))
			return true;
	}
	return false;
}

bool set_has(const struct text *sets, int number, unsigned character)
{
	const struct set *set = set_at(sets, number);

	if (character >= NOT_UTF8)
		return false;
	if (character < SMALL)
		return (set->bits[character / WORD_BITS] >> character % WORD_BITS & 1) !=
		       set->negated;
	return is_listed(set, character) != set->negated;
}
