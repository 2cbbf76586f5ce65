/* unpack.h - texts that scripts/pack.c has packed.
 *
 * A text is a sequence of bytes and of copies of what precedes, by a distance and a length. Each is
 * a few yes or no, and each of these is coded by an arithmetic coder in less than a bit, or more,
 * by how often the answer in this context was no: the odds, which move by a 32nd at each answer.
 */
#ifndef TEXT_UNPACK_H
#define TEXT_UNPACK_H

#include <stddef.h>

/*
 * The contexts. A number of n + 1 bits is n times yes, no, and the n bits below the highest, from
 * the highest on.
 */
enum {
	UNPACK_NUMBER = 272, /* contexts of a number below 65536 */
	UNPACK_IS_COPY = 0,  /* and if the last one was a copy, 1 */
	UNPACK_IS_AGAIN = 2, /* with the same distance as the last copy, if that was not just now */
	UNPACK_LENGTH = 3,   /* less 1: at least 2 */
	UNPACK_DISTANCE = UNPACK_LENGTH + UNPACK_NUMBER, /* for length 2, 3, and more */
	UNPACK_BYTE = UNPACK_DISTANCE + 3 * UNPACK_NUMBER, /* by the 3 highest bits of the last */
	UNPACK_CONTEXTS = UNPACK_BYTE + 8 * 256,
};

/* Unpacks size bytes, no more and no less. What is packed must be good: nothing is checked. */
void unpack(const unsigned char *packed, char *to, size_t size);

#endif
