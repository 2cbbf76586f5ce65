/* pack.c - packs texts for include/text/unpack.h.
 *
 * Of all sequences of bytes and copies that make the text, the one is chosen that is shortest with
 * the odds that were the average the last time. After a few times nothing more is gained.
 * Only whole numbers, so that every machine packs the same bytes.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "text/unpack.h"

enum { TIMES = 5, CHAIN = 2048, MANY = 24, NEVER = INT32_MAX };

/* How a place in the text is best reached: from where, and by a copy from how far. */
struct step {
	int32_t cost, from, distance, last_distance;
};

struct packer {
	const unsigned char *text;
	size_t size;
	struct step *steps;
	int32_t *before; /* where the same two bytes stood the time before */
	uint16_t no[UNPACK_CONTEXTS], usual[UNPACK_CONTEXTS]; /* of 65536; of 4096 */
	uint32_t count[UNPACK_CONTEXTS][2];
	uint64_t low;
	uint32_t range;
	unsigned char kept; /* to be written, once there is no more carry */
	size_t pending;
	unsigned char *packed;
	size_t used;
};

/* What to do with an answer: write it, or tell its cost in 64ths of a bit. */
typedef int take(struct packer *packer, bool yes, int context);

static void shift(struct packer *packer)
{
	if ((uint32_t)packer->low < 0xff000000 || packer->low >> 32) {
		unsigned carry = (unsigned)(packer->low >> 32);

		for (; packer->pending; packer->pending--) {
			packer->packed[packer->used++] = (unsigned char)(packer->kept + carry);
			packer->kept = 0xff;
		}
		packer->kept = (unsigned char)(packer->low >> 24);
	}
	packer->pending++;
	packer->low = packer->low << 8 & 0xffffffff;
}

static int put(struct packer *packer, bool yes, int context)
{
	uint16_t *no = &packer->no[context];
	uint32_t bound = (packer->range >> 12) * (*no >> 4 | 1);

	packer->count[context][yes]++;
	if (yes) {
		packer->low += bound;
		packer->range -= bound;
		*no -= *no >> 5;
	} else {
		packer->range = bound;
		*no += (0xffff - *no) >> 5;
	}
	while (packer->range >> 24 == 0) {
		packer->range <<= 8;
		shift(packer);
	}
	return 0;
}

/* 64 * log2(4096 / odds), bit by bit. */
static int cost_of(unsigned odds)
{
	uint64_t square = odds;
	int bits = 0;

	for (int i = 0; i < 6; i++) {
		square *= square;
		bits *= 2;
		for (; square >= 1 << 16; square >>= 1)
			bits++;
	}
	return 15 * 64 - bits - 3 * 64;
}

static int cost(struct packer *packer, bool yes, int context)
{
	static int costs[4096];
	unsigned odds = packer->usual[context];

	odds = yes ? 4096 - odds : odds;
	if (!costs[odds])
		costs[odds] = cost_of(odds);
	return costs[odds];
}

static int take_number(struct packer *packer, take *take, unsigned number, int context)
{
	int bits = 0, sum = 0;

	while (number >> (bits + 1))
		sum += take(packer, true, context + bits++);
	sum += take(packer, false, context + bits);
	context += 16 * (bits + 1);
	while (bits--)
		sum += take(packer, number >> bits & 1, context + bits);
	return sum;
}

static int take_byte(struct packer *packer, take *take, const struct step *step, size_t place)
{
	unsigned byte = 1, last = place ? packer->text[place - 1] : 0;
	int sum = take(packer, false, UNPACK_IS_COPY + (step->distance != 0));

	for (int bit = 7; bit >= 0; bit--) {
		bool yes = packer->text[place] >> bit & 1;

		sum += take(packer, yes, (int)(UNPACK_BYTE + (last >> 5 << 8) + byte));
		byte = byte << 1 | yes;
	}
	return sum;
}

static int take_copy(struct packer *packer, take *take, const struct step *step, int distance,
		     int length)
{
	int sum = take(packer, true, UNPACK_IS_COPY + (step->distance != 0));
	bool again = !step->distance && distance == step->last_distance;

	if (!step->distance)
		sum += take(packer, again, UNPACK_IS_AGAIN);
	sum += take_number(packer, take, (unsigned)length - 1, UNPACK_LENGTH);
	if (!again)
		sum += take_number(packer, take, (unsigned)distance,
				   UNPACK_DISTANCE + UNPACK_NUMBER * (length < 4 ? length - 2 : 2));
	return sum;
}

static void try_step(struct packer *packer, size_t from, int distance, int length, int sum)
{
	const struct step *step = &packer->steps[from];
	struct step *next = &packer->steps[from + length];

	if (step->cost + sum < next->cost)
		*next = (struct step){ step->cost + sum, (int32_t)from, distance,
				       distance ? distance : step->last_distance };
}

static int same(const struct packer *packer, size_t place, size_t other)
{
	int length = 0;

	while (place + length < packer->size && length < 4096 &&
	       packer->text[place + length] == packer->text[other + length])
		length++;
	return length;
}

/* The next shorter length to try: of the long ones only some. */
static int shorter(int length)
{
	return length > MANY ? MANY : length - 1;
}

static void try_copies(struct packer *packer, size_t place, int32_t other)
{
	const struct step *step = &packer->steps[place];
	int length = 1, last = step->last_distance;

	if (last && !step->distance) {
		for (int i = same(packer, place, place - last); i >= 2; i = shorter(i))
			try_step(packer, place, last, i, take_copy(packer, cost, step, last, i));
	}
	for (int i = 0; other >= 0 && i < CHAIN; i++, other = packer->before[other]) {
		int distance = (int)place - other, most;

		if (place + length >= packer->size ||
		    packer->text[place + length] != packer->text[other + length])
			continue; /* no longer than a nearer one */
		most = distance < 1 << 16 ? same(packer, place, other) : 0;
		for (int j = most; j > length; j = shorter(j))
			try_step(packer, place, distance, j,
				 take_copy(packer, cost, step, distance, j));
		length = most > length ? most : length;
	}
}

/* Finds the best way; then each step but the first has the place that it goes to in from. */
static void find_way(struct packer *packer)
{
	static int32_t newest[1 << 16];
	struct step *steps = packer->steps;

	memset(newest, 0xff, sizeof(newest));
	for (size_t i = 0; i <= packer->size; i++)
		steps[i] = (struct step){ i ? NEVER : 0, 0, 0, 0 };
	for (size_t i = 0; i < packer->size; i++) {
		unsigned two = packer->text[i] << 8;

		try_step(packer, i, 0, 1, take_byte(packer, cost, &steps[i], i));
		if (i + 1 == packer->size)
			break;
		two |= packer->text[i + 1];
		packer->before[i] = newest[two];
		try_copies(packer, i, newest[two]);
		newest[two] = (int32_t)i;
	}
}

static size_t write_way(struct packer *packer)
{
	int32_t *to = calloc(packer->size + 1, sizeof(*to));
	size_t i = packer->size;

	while (i) {
		to[packer->steps[i].from] = (int32_t)i;
		i = packer->steps[i].from;
	}
	for (int context = 0; context < UNPACK_CONTEXTS; context++)
		packer->no[context] = 0x8000;
	memset(packer->count, 0, sizeof(packer->count));
	packer->low = packer->used = packer->pending = 0;
	packer->range = UINT32_MAX;
	for (; i < packer->size; i = to[i]) {
		int distance = packer->steps[to[i]].distance;

		if (distance)
			take_copy(packer, put, &packer->steps[i], distance, (int)(to[i] - i));
		else
			take_byte(packer, put, &packer->steps[i], i);
	}
	for (int byte = 0; byte < 5; byte++)
		shift(packer);
	free(to);
	return packer->used;
}

size_t pack(const char *text, size_t size, unsigned char *packed)
{
	struct packer *packer = calloc(1, sizeof(*packer));
	unsigned char *tried = malloc(size + size / 2 + 16);
	size_t best = SIZE_MAX;

	if (!packer || !tried) {
		perror("pack");
		exit(1);
	}
	packer->text = (const void *)text;
	packer->size = size;
	packer->packed = tried;
	packer->steps = calloc(size + 1, sizeof(*packer->steps));
	packer->before = calloc(size + 1, sizeof(*packer->before));
	for (int i = 0; i < UNPACK_CONTEXTS; i++)
		packer->usual[i] = 2048;
	for (int time = 0; time < TIMES; time++) {
		size_t used;

		find_way(packer);
		used = write_way(packer);
		if (used < best) {
			best = used;
			memcpy(packed, tried, used);
		}
		for (int i = 0; i < UNPACK_CONTEXTS; i++) {
			uint64_t no = 2 * packer->count[i][0] + 1;
			uint64_t yes = 2 * packer->count[i][1] + 1;
			uint64_t usual = 4096 * no / (no + yes);

			packer->usual[i] = (uint16_t)(usual < 1 ? 1 : usual > 4095 ? 4095 : usual);
		}
	}
	free(packer->steps);
	free(packer->before);
	free(packer);
	free(tried);
	return best;
}
