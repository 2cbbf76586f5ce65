/* character.c - classes and cases of characters, by their Unicode code. */
#include <string.h>

#include "pattern/character.h"

/* Lower case letters, and the distance to their upper case; 0: none, 1: every second letter. */
struct letters {
	unsigned short first, last;
	short distance;
};

static const struct letters lower[] = {
	{ 'a', 'z', 32 },         { 0xaa, 0xaa, 0 },        { 0xb5, 0xb5, -743 },
	{ 0xba, 0xba, 0 },        { 0xdf, 0xdf, 0 },        { 0xe0, 0xf6, 32 },
	{ 0xf8, 0xfe, 32 },       { 0xff, 0xff, -121 },     { 0x101, 0x12f, 1 },
	{ 0x131, 0x131, 232 },    { 0x133, 0x137, 1 },      { 0x138, 0x138, 0 },
	{ 0x13a, 0x148, 1 },      { 0x149, 0x149, 0 },      { 0x14b, 0x177, 1 },
	{ 0x17a, 0x17e, 1 },      { 0x17f, 0x17f, 300 },    { 0x1ce, 0x1dc, 1 },
	{ 0x1df, 0x1ef, 1 },      { 0x1f9, 0x21f, 1 },      { 0x223, 0x233, 1 },
	{ 0x3ac, 0x3ac, 38 },     { 0x3ad, 0x3af, 37 },     { 0x3b1, 0x3c1, 32 },
	{ 0x3c2, 0x3c2, 31 },     { 0x3c3, 0x3cb, 32 },     { 0x3cc, 0x3cc, 64 },
	{ 0x3cd, 0x3ce, 63 },     { 0x3d9, 0x3ef, 1 },      { 0x430, 0x44f, 32 },
	{ 0x450, 0x45f, 80 },     { 0x461, 0x481, 1 },      { 0x48b, 0x4bf, 1 },
	{ 0x4c2, 0x4ce, 1 },      { 0x4cf, 0x4cf, 15 },     { 0x4d1, 0x52f, 1 },
	{ 0x561, 0x586, 48 },     { 0x1e01, 0x1e95, 1 },    { 0x1ea1, 0x1eff, 1 },
};

/* Ranges without letters and digits, apart from small ones. */
static const unsigned others[][2] = {
	{ 0x80, 0xa9 },       { 0xab, 0xb4 },       { 0xb6, 0xb9 },       { 0xbb, 0xbf },
	{ 0xd7, 0xd7 },       { 0xf7, 0xf7 },       { 0x2c2, 0x2c5 },     { 0x2d2, 0x2df },
	{ 0x2e5, 0x2eb },     { 0x2ed, 0x2ed },     { 0x2ef, 0x344 },     { 0x346, 0x36f },
	{ 0x375, 0x375 },     { 0x37e, 0x37e },     { 0x384, 0x385 },     { 0x387, 0x387 },
	{ 0x3f6, 0x3f6 },     { 0x482, 0x489 },     { 0x55a, 0x55f },     { 0x589, 0x5cf },
	{ 0x5f3, 0x60f },     { 0x2000, 0x2070 },   { 0x2080, 0x208f },   { 0x20a0, 0x2101 },
	{ 0x2190, 0x24b5 },   { 0x24ea, 0x2bff },   { 0x2e00, 0x2e2e },   { 0x2e30, 0x3004 },
	{ 0x3008, 0x3020 },   { 0x3200, 0x33ff },   { 0x4dc0, 0x4dff },   { 0xd800, 0xf8ff },
	{ 0xfe00, 0xfe6f },   { 0xfeff, 0xff0f },   { 0xffe0, 0xffff },   { 0x1f000, 0x1faff },
	{ 0xe0000, 0x110000 },
};

enum character_class character_class_find(const char *name, size_t length)
{
	static const char names[CLASSES][7] = {
		"alnum", "alpha", "blank", "cntrl", "digit", "graph",
		"lower", "print", "punct", "space", "upper", "xdigit",
	};
	int class = 0;

	while (class < CLASSES &&
	       (strlen(names[class]) != length || memcmp(names[class], name, length) != 0))
		class++;
	return class;
}

/* Whether the code is one of the row's lower case letters. */
static bool has_letter(const struct letters *letters, unsigned code)
{
	return code >= letters->first && code <= letters->last &&
	       (letters->distance != 1 || (code - letters->first) % 2 == 0);
}

static const struct letters *find_lower(unsigned code)
{
	for (size_t i = 0; i < sizeof(lower) / sizeof(*lower); i++) {
		if (has_letter(&lower[i], code))
			return &lower[i];
	}
	return NULL;
}

unsigned character_upper(unsigned code)
{
	const struct letters *letters = find_lower(code);

	return letters ? code - (unsigned)letters->distance : code;
}

static bool is_upper(unsigned code)
{
	for (size_t i = 0; i < sizeof(lower) / sizeof(*lower); i++) {
		if (lower[i].distance && has_letter(&lower[i], code + (unsigned)lower[i].distance))
			return true;
	}
	return false;
}

static bool is_letter(unsigned code)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (code >= others[i][0] && code <= others[i][1])
			return false;
	}
	return true;
}

static bool is_digit(unsigned code)
{
	return code - '0' < 10;
}

static bool is_alpha(unsigned code)
{
	return code < 0x80 ? (code | 0x20) - 'a' < 26 : is_letter(code);
}

static bool is_blank(unsigned code)
{
	return code == ' ' || code == '\t' || code == 0x1680 || code == 0x205f || code == 0x3000 ||
	       (code >= 0x2000 && code <= 0x200a && code != 0x2007);
}

static bool is_space(unsigned code)
{
	return is_blank(code) || code - '\t' < 5 || code == 0x2028 || code == 0x2029;
}

static bool is_control(unsigned code)
{
	return code < ' ' || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

bool character_is(unsigned code, enum character_class class)
{
	switch (class) {
	case CLASS_ALNUM:
		return is_alpha(code) || is_digit(code);
	case CLASS_ALPHA:
		return is_alpha(code);
	case CLASS_BLANK:
		return is_blank(code);
	case CLASS_CNTRL:
		return is_control(code);
	case CLASS_DIGIT:
		return is_digit(code);
	case CLASS_GRAPH:
		return !is_control(code) && !is_space(code);
	case CLASS_LOWER:
		return find_lower(code) != NULL;
	case CLASS_PRINT:
		return !is_control(code);
	case CLASS_PUNCT:
		return !is_control(code) && !is_space(code) && !is_alpha(code) && !is_digit(code);
	case CLASS_SPACE:
		return is_space(code);
	case CLASS_UPPER:
		return is_upper(code);
	case CLASS_XDIGIT:
		return is_digit(code) || (code | 0x20) - 'a' < 6;
	default:
		return false;
	}
}
