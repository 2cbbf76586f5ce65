/* ring.c - the last bytes of an output, in memory.
 *
 * The memory is RING_READ larger than the history, so that a read never overwrites bytes before
 * they have been looked at.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "keep/ring.h"

bool ring_make(struct ring *ring, size_t size)
{
	void *bytes = mmap(NULL, size + RING_READ, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	*ring = (struct ring){ .bytes = bytes, .size = size };
	return bytes != MAP_FAILED;
}

uint64_t ring_tail(const struct ring *ring)
{
	return ring->head > ring->size ? ring->head - ring->size : 0;
}

/* The memory from the byte at offset on. */
static struct piece place(const struct ring *ring, uint64_t offset)
{
	size_t all = ring->size + RING_READ, index = offset % all;

	return (struct piece){ ring->bytes + index, all - index };
}

struct piece ring_peek(const struct ring *ring, uint64_t from)
{
	struct piece piece = place(ring, from);

	if (piece.count > ring->head - from)
		piece.count = ring->head - from;
	return piece;
}

ssize_t ring_read(struct ring *ring, int descriptor, size_t limit)
{
	struct piece room = place(ring, ring->head);
	size_t most = limit < room.count ? limit : room.count;
	ssize_t count = read(descriptor, (char *)room.bytes, most);

	if (count > 0)
		ring->head += count;
	return count;
}

void ring_add(struct ring *ring, const char *bytes, size_t count)
{
	while (count--)
		*(char *)place(ring, ring->head++).bytes = *bytes++;
}
