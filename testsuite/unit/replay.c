/* replay - where the output shown to a new client begins */
#include <stdio.h>

#include "keep/hold/replay.h"
#include "support.h"

enum { ROOM = 64 };

static struct ring ring;
static struct replay replay;
static char answer[ROOM + 1];

static void begin(void)
{
	assert_true(ring_make(&ring, 4096));
	memset(&replay, 0, sizeof(replay));
}

/* What is answered; with no terminal attached. */
static const char *feed(const char *text)
{
	uint64_t since = ring.head;

	ring_add(&ring, text, strlen(text));
	answer[replay_feed(&replay, &ring, since, answer, ROOM)] = '\0';
	return answer;
}

static void feed_lines(int count, const char *line)
{
	while (count--)
		feed(line);
}

static const char *prefix(int64_t history, uint64_t *start)
{
	static char buffer[MODES_SIZE + 1];
	struct output output;

	output_start(&output, OUTPUT_TEXT, buffer, sizeof(buffer));
	*start = replay_begin(&replay, &ring, history, &output);
	assert_true(output_terminate(&output));
	for (char *at = buffer; *at; at++)
		*at = *at == '\033' ? 'E' : *at;
	return buffer;
}

static void from_the_beginning(void **state)
{
	uint64_t start;

	(void)state;
	begin();
	assert_string_equal(prefix(-1, &start), "");
	assert_int_equal(start, 0);
	feed("\033[1mone\ntwo\n");
	assert_string_equal(prefix(-1, &start), "");
	assert_int_equal(start, 0);
	assert_string_equal(prefix(100, &start), "");
	assert_int_equal(start, 0);
	assert_string_equal(prefix(0, &start), "E[mE[1m");
	assert_int_equal(start, ring.head);
}

/* After a line, with the modes that were set before, even in what the ring has lost. */
static void after_a_line(void **state)
{
	uint64_t start;

	(void)state;
	begin();
	feed("\033[?2004h\033[1m");
	feed_lines(500, "123456789012345\n"); /* 8000 bytes */
	assert_string_equal(prefix(-1, &start), "E[?2004hE[mE[1m");
	assert_in_range(start, ring_tail(&ring), ring_tail(&ring) + 16);
	assert_int_equal(*ring_peek(&ring, start - 1).bytes, '\n');
	assert_string_equal(prefix(160, &start), "E[?2004hE[mE[1m");
	assert_in_range(start, ring.head - 160, ring.head - 144);
	assert_int_equal(*ring_peek(&ring, start - 1).bytes, '\n');
}

/* Without lines: at a character, not in a sequence. */
static void at_a_character(void **state)
{
	uint64_t start, offset;

	(void)state;
	for (int shift = 0; shift < 8; shift++) {
		begin();
		feed_lines(shift, "x");
		feed_lines(800, "\xe2\x82\xac\033[7m"); /* 7 bytes each */
		prefix(-1, &start);
		assert_in_range(start, ring_tail(&ring), ring_tail(&ring) + 3);
		offset = (start - shift) % 7;
		assert_true(offset == 0 || offset == 3);
		assert_int_equal((unsigned char)*ring_peek(&ring, start).bytes,
				 offset ? '\033' : 0xe2);
	}
}

/* A newline within a sequence ends no line. */
static void within_a_sequence(void **state)
{
	uint64_t start;

	(void)state;
	begin();
	feed_lines(5000, "x");
	feed("\033]0;a\nb\a");
	feed_lines(4090, "y");
	prefix(-1, &start);
	assert_int_equal(start, 5008);
}

static void answers(void **state)
{
	char without[ROOM];

	(void)state;
	begin();
	assert_string_equal(feed("\033[c"), "\033[?1;2c");
	assert_string_equal(feed("\033[0c"), "\033[?1;2c");
	assert_string_equal(feed("\033[5n\033[6"), "\033[0n");
	assert_string_equal(feed("n"), "\033[1;1R");
	assert_string_equal(feed("\033[>c\033[?6n\033[1c\033[7n\033[6$p"), "");
	/* no more than there is room for */
	for (int i = 0; i < 20; i++)
		ring_add(&ring, "\033[c", 3);
	assert_in_range(replay_feed(&replay, &ring, ring.head - 60, without, ROOM), 50, ROOM);
	ring_add(&ring, "\033[c", 3);
	assert_int_equal(replay_feed(&replay, &ring, ring.head - 3, without, 0), 0);
}

static void entry(void **state)
{
	(void)state;
	begin();
	feed("ab\033[?1049h");
	assert_int_equal(replay.entry, 10);
	assert_true(replay.head.alternate);
	feed("\033[?1049h\033[?1049lx");
	assert_int_equal(replay.entry, 10);
	assert_false(replay.head.alternate);
	feed("\033[?1049h");
	assert_int_equal(replay.entry, 35);
}

static void redraws(void **state)
{
	(void)state;
	begin();
	feed("$ \033[A\033[K\r\n");
	assert_false(replay_needs_redraw(&replay, &ring));
	feed("\033[H\033[2J$ ");
	assert_false(replay_needs_redraw(&replay, &ring));
	feed("\033[5;1Hx");
	assert_true(replay_needs_redraw(&replay, &ring));
	feed_lines(300, "123456789012345\n");
	assert_false(replay_needs_redraw(&replay, &ring));
	feed("\033[?1049h");
	assert_true(replay_needs_redraw(&replay, &ring));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_the_beginning),
		cmocka_unit_test(after_a_line),
		cmocka_unit_test(at_a_character),
		cmocka_unit_test(within_a_sequence),
		cmocka_unit_test(answers),
		cmocka_unit_test(entry),
		cmocka_unit_test(redraws),
		{ 0 },
	};

	return run_subject("replay", tests);
}
