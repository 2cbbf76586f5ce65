/* ring - the last bytes of an output, each with an offset */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "keep/ring.h"
#include "support.h"

enum { SIZE = 8192 };

/* The byte that these tests put at an offset. */
static char byte_at(uint64_t offset)
{
	return (char)(offset * 7 + offset / 251);
}

static void expect_contents(const struct ring *ring, uint64_t from)
{
	uint64_t at = from;
	struct piece piece;

	while ((piece = ring_peek(ring, at)).count) {
		for (size_t i = 0; i < piece.count; i++)
			assert_int_equal(piece.bytes[i], byte_at(at + i));
		at += piece.count;
	}
	assert_int_equal(at, ring->head);
}

static void add(struct ring *ring, size_t count)
{
	char bytes[RING_READ];

	for (size_t i = 0; i < count; i++)
		bytes[i] = byte_at(ring->head + i);
	ring_add(ring, bytes, count);
}

static void keeps_the_last_bytes(void **state)
{
	struct ring ring;

	(void)state;
	assert_true(ring_make(&ring, SIZE));
	assert_int_equal(ring_tail(&ring), 0);
	expect_contents(&ring, 0);
	for (size_t i = 0; i < 200; i++) {
		uint64_t before = ring_tail(&ring);

		add(&ring, i * 37 % RING_READ);
		assert_int_equal(ring_tail(&ring), ring.head > SIZE ? ring.head - SIZE : 0);
		/* also what was pushed out just now */
		expect_contents(&ring, before);
	}
	munmap(ring.bytes, SIZE + RING_READ);
}

/* What one read leaves at the end of the memory, the next one gets. */
static void expect_read(struct ring *ring, int descriptor, size_t limit, ssize_t wanted)
{
	size_t room = SIZE + RING_READ - ring->head % (SIZE + RING_READ);
	ssize_t count = ring_read(ring, descriptor, limit);

	assert_int_equal(count, (size_t)wanted < room ? wanted : (ssize_t)room);
	if (count < wanted)
		assert_int_equal(ring_read(ring, descriptor, wanted - count), wanted - count);
}

static void reads_up_to_its_limit_and_to_its_end(void **state)
{
	struct ring ring;
	char bytes[RING_READ];
	int ends[2];

	(void)state;
	assert_true(ring_make(&ring, SIZE));
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	for (int turn = 0; turn < 50; turn++) {
		uint64_t head = ring.head;

		for (size_t i = 0; i < 3000; i++)
			bytes[i] = byte_at(head + i);
		assert_int_equal(write(ends[1], bytes, 3000), 3000);
		expect_read(&ring, ends[0], 1000, 1000);
		expect_read(&ring, ends[0], RING_READ, 2000);
		expect_contents(&ring, ring_tail(&ring));
	}
	assert_int_equal(ring_read(&ring, ends[0], RING_READ), -1);
	close(ends[1]);
	assert_int_equal(ring_read(&ring, ends[0], RING_READ), 0);
	close(ends[0]);
	munmap(ring.bytes, SIZE + RING_READ);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_last_bytes),
		cmocka_unit_test(reads_up_to_its_limit_and_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
