/* bracket.c - the bracket expressions of regular expressions. */
#include <string.h>

#include "pattern/bracket.h"
#include "pattern/character.h"
#include "pattern/set.h"

enum { LONGEST_NAME = 31 };

static const char unmatched[] = "Unmatched [, [^, [:, [., or [=";

/* A part of a bracket expression: a character or a class. */
struct element {
	unsigned character;
	enum character_class class; /* or CLASSES */
	bool several;               /* it cannot begin or end a range */
};

/* The rest of [:class:], [=character=] or [.character.], after the bracket. */
static const char *take_named(const struct pattern_code *code, const char **at,
			      struct element *element)
{
	const char *name = *at + 1, *end = name;
	char kind = **at;

	while (*end && (end[0] != kind || end[1] != ']'))
		end++;
	if (!*end || end - name > LONGEST_NAME)
		return unmatched;
	element->several = kind != '.';
	if (kind == ':') {
		element->class = character_class_find(name, (size_t)(end - name));
		/* both cases are in either class */
		if (code->ignore_case &&
		    (element->class == CLASS_LOWER || element->class == CLASS_UPPER))
			element->class = CLASS_ALPHA;
		if (element->class == CLASSES)
			return "Invalid character class name";
	} else {
		if (name < end)
			element->character = pattern_character(code, &name);
		if (name != end || !element->character)
			return "Invalid collation character";
	}
	*at = end + 2;
	return NULL;
}

static const char *take_element(const struct pattern_code *code, const char **at,
				struct element *element, bool takes_dash)
{
	const char *text = *at;

	*element = (struct element){ .class = CLASSES };
	if (text[0] == '[' && text[1] && strchr(".=:", text[1])) {
		++*at;
		return take_named(code, at, element);
	}
	if (text[0] == '-' && !takes_dash && text[1] != ']')
		return "Invalid range end";
	element->character = pattern_character(code, at);
	return NULL;
}

/* Adds an element, or a range of two with a dash between them, to the set. */
static const char *take_range(struct pattern_code *code, const char **at, int set, bool takes_dash)
{
	struct element first, last;
	const char *fault = take_element(code, at, &first, takes_dash);

	if (fault)
		return fault;
	last = first;
	if (!first.several && (*at)[0] == '-' && (*at)[1] != ']') {
		++*at;
		if (!**at)
			return unmatched;
		fault = take_element(code, at, &last, true);
		if (fault)
			return fault;
		if (last.several || first.character > last.character)
			return "Invalid range end";
	}
	if (first.class != CLASSES)
		set_add_class(&code->sets, set, first.class, code->utf8);
	else
		set_add_range(&code->sets, set, first.character, last.character);
	return NULL;
}

const char *pattern_bracket(struct pattern_code *code, const char **at)
{
	bool negated = **at == '^';
	int set = set_start(&code->sets);
	const char *start = *at += negated, *fault;

	if (!*start)
		return "Invalid regular expression";
	do {
		fault = take_range(code, at, set, *at == start);
		if (fault)
			return fault;
		if (!**at)
			return unmatched;
	} while (**at != ']');
	++*at;
	if (negated)
		set_negate(&code->sets, set);
	pattern_add(code, PATTERN_SET, set);
	return NULL;
}
