/* securebits.c - what root means for capabilities. */
#include <string.h>

#include "securebits.h"
#include "text/byte.h"
#include "text/format.h"

/* As in prctl(2), in the order of their bits, each followed by a NUL. */
static const char names[] = "noroot\0noroot_locked\0no_setuid_fixup\0no_setuid_fixup_locked\0"
			    "keep_caps\0keep_caps_locked\0";

/* The bits that name means: all of them for "all", 0 for an unknown name. */
static int named_bits(const char *name)
{
	int bit = 1;

	if (!strcmp(name, "all"))
		return ~0;
	for (const char *at = names; *at; at += strlen(at) + 1) {
		if (!strcmp(name, at))
			return bit;
		bit <<= 1;
	}
	return 0;
}

const char *securebits_parse(char *list, int *bits, const char **wrong)
{
	char *element;

	while ((element = next_word(&list))) {
		bool add = *element == '+';
		int named;

		*wrong = element;
		if (!add && *element != '-')
			return "bad securebits string %pq";
		*wrong = element + 1;
		named = named_bits(element + 1);
		if (!named)
			return "unrecognized securebit %pq";
		if (named == ~0 && add)
			return "+all securebits is not allowed";
		if (named == SECUREBITS_KEEP_CAPS)
			return "adjusting keep_caps does not make sense";
		*bits = add ? *bits | named : *bits & ~named;
	}
	return NULL;
}

static void output_hexadecimal(struct output *output, unsigned value)
{
	int shift = 28;

	while (shift && !(value >> shift))
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		output_char(output, "0123456789abcdef"[value >> shift & 15]);
}

void output_securebits(struct output *output, int bits)
{
	const char *comma = "", *name = names;

	if (!bits)
		output_text(output, "[none]");
	for (int bit = 1; *name; bit <<= 1, name += strlen(name) + 1) {
		if (!(bits & bit))
			continue;
		output_format(output, "%s%s", comma, name);
		comma = ",";
	}
	if (bits & ~SECUREBITS_KNOWN) {
		output_format(output, "%s0x", comma);
		output_hexadecimal(output, bits & ~SECUREBITS_KNOWN);
	}
}
