/* ring.h - the last bytes of an output, in memory, each with an offset that never repeats.
 *
 * Stands alone: the history of a process that nobody reads at the moment; it has its own tests.
 */
#ifndef KEEP_RING_H
#define KEEP_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { RING_READ = 4096 }; /* bytes that one ring_read may add, at most */

/*
 * Offsets count all bytes since the ring was made. It holds those from ring_tail to head. What the
 * last ring_read or ring_add has pushed out can still be peeked at until the next one.
 */
struct ring {
	char *bytes;
	size_t size;   /* of the history that it keeps, in bytes */
	uint64_t head; /* offset of the next byte */
};

/* Makes an empty one, by mmap(2). Returns false with errno. */
bool ring_make(struct ring *ring, size_t size);

/* The offset of the oldest byte. */
uint64_t ring_tail(const struct ring *ring);

struct piece {
	const char *bytes;
	size_t count;
};

/*
 * The bytes at offset from, as far as they lie together in memory; none only if from is head. from
 * must be at least the previous ring_tail (see above).
 */
struct piece ring_peek(const struct ring *ring, uint64_t from);

/*
 * Reads up to limit bytes (at most RING_READ) from descriptor, fewer at the end of the memory.
 * Returns what read(2) does, with its errno.
 */
ssize_t ring_read(struct ring *ring, int descriptor, size_t limit);

/* Adds count bytes, at most RING_READ. */
void ring_add(struct ring *ring, const char *bytes, size_t count);

#endif
