/* unpack.c - texts that scripts/pack.c has packed. */
#include <stdbool.h>
#include <stdint.h>

#include "text/unpack.h"

struct unpacker {
	const unsigned char *packed; /* what is left of it */
	uint32_t range, code;
	uint16_t no[UNPACK_CONTEXTS]; /* how often of 65536 */
};

static bool answer(struct unpacker *unpacker, int context)
{
	uint16_t *no = &unpacker->no[context];
	uint32_t bound = (unpacker->range >> 12) * (*no >> 4 | 1);
	bool yes = unpacker->code >= bound;

	if (yes) {
		unpacker->range -= bound;
		unpacker->code -= bound;
		*no -= *no >> 5;
	} else {
		unpacker->range = bound;
		*no += (0xffff - *no) >> 5;
	}
	while (unpacker->range >> 24 == 0) {
		unpacker->range <<= 8;
		unpacker->code = unpacker->code << 8 | *unpacker->packed++;
	}
	return yes;
}

static unsigned number(struct unpacker *unpacker, int context)
{
	unsigned number = 1;
	int bits = 0;

	while (answer(unpacker, context + bits))
		bits++;
	context += 16 * (bits + 1);
	while (bits--)
		number = number << 1 | answer(unpacker, context + bits);
	return number;
}

void unpack(const unsigned char *packed, char *to, size_t size)
{
	struct unpacker unpacker = { .packed = packed + 4, .range = UINT32_MAX };
	bool is_copy = false;
	size_t distance = 0;

	for (int i = 0; i < 4; i++)
		unpacker.code = unpacker.code << 8 | packed[i];
	for (int i = 0; i < UNPACK_CONTEXTS; i++)
		unpacker.no[i] = 0x8000;
	for (char *at = to; at < to + size;) {
		unsigned length, byte = at > to ? (unsigned char)at[-1] : 0;
		int context = UNPACK_BYTE + (byte >> 5 << 8);
		bool is_again;

		if (!answer(&unpacker, UNPACK_IS_COPY + is_copy)) {
			for (byte = 1; byte < 256;)
				byte = byte << 1 | answer(&unpacker, context + (int)byte);
			*at++ = (char)byte;
			is_copy = false;
			continue;
		}
		is_again = !is_copy && answer(&unpacker, UNPACK_IS_AGAIN);
		is_copy = true;
		length = number(&unpacker, UNPACK_LENGTH) + 1;
		context = UNPACK_DISTANCE + UNPACK_NUMBER * (length < 4 ? (int)length - 2 : 2);
		if (!is_again)
			distance = number(&unpacker, context);
		for (; length; length--, at++)
			*at = at[-(ptrdiff_t)distance];
	}
}
