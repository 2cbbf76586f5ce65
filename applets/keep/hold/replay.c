/* replay.c - where the output shown to a new client begins, and the modes that it needs there. */
#include <string.h>

#include "replay.h"

enum { RECENT = 4096, MOVES = 2 }; /* bytes that are looked through for moves of the cursor */

/* Calls act with each byte from one offset on until it returns true; returns the offset after it.
 */
static uint64_t each_byte(const struct ring *ring, uint64_t from, uint64_t to,
			  bool (*act)(void *context, unsigned char byte), void *context)
{
	while (from < to) {
		struct piece piece = ring_peek(ring, from);

		for (; piece.count && from < to; piece.count--) {
			from++;
			if (act(context, *piece.bytes++))
				return from;
		}
	}
	return from;
}

static bool follow(void *context, unsigned char byte)
{
	modes_step(context, byte);
	return false;
}

/* The end of the ring while it is read. */
struct reader {
	struct replay *replay;
	uint64_t offset;
	char *answer;
	size_t room, used;
};

/* What a terminal answers to the sequence that was just completed, or NULL. */
static const char *answer_to(const struct scanner *scanner, unsigned char final)
{
	unsigned parameter = scanner->parameters[0];

	if (scanner->marker || scanner->intermediate)
		return NULL;
	if (final == 'c' && parameter == 0)
		return "\033[?1;2c";
	if (final == 'n' && parameter == 5)
		return "\033[0n";
	return final == 'n' && parameter == 6 ? "\033[1;1R" : NULL;
}

static bool read_head(void *context, unsigned char byte)
{
	struct reader *reader = context;
	struct modes *head = &reader->replay->head;
	bool alternate = head->alternate;
	enum scanned scanned = modes_step(head, byte);
	const char *answer = NULL;

	reader->offset++;
	if (!alternate && head->alternate)
		reader->replay->entry = reader->offset;
	if (scanned == SCANNED_CSI)
		answer = answer_to(&head->scanner, byte);
	if (answer && reader->used + strlen(answer) <= reader->room) {
		memcpy(reader->answer + reader->used, answer, strlen(answer));
		reader->used += strlen(answer);
	}
	return false;
}

size_t replay_feed(struct replay *replay, const struct ring *ring, uint64_t since, char *answer,
		   size_t room)
{
	struct reader reader = { replay, since, answer, room, 0 };

	replay->at = each_byte(ring, replay->at, ring_tail(ring), follow, &replay->tail);
	each_byte(ring, since, ring->head, read_head, &reader);
	return reader.used;
}

static bool is_between(void *context, unsigned char byte)
{
	struct modes *modes = context;

	modes_step(modes, byte);
	return scanner_is_between(&modes->scanner);
}

static bool ends_line(void *context, unsigned char byte)
{
	return modes_step(context, byte) == SCANNED_CONTROL && byte == '\n';
}

uint64_t replay_begin(const struct replay *replay, const struct ring *ring, int64_t history,
		      struct output *prefix)
{
	struct modes modes = replay->tail, line;
	uint64_t start = replay->at, limit, after;

	if (history >= 0 && (uint64_t)history < ring->head - start)
		start = each_byte(ring, start, ring->head - history, follow, &modes);
	line = modes;
	limit = start + (ring->head - start) / 4;
	after = each_byte(ring, start, limit, ends_line, &line);
	if (start && after < limit) {
		start = after;
		modes = line;
	} else if (!scanner_is_between(&modes.scanner)) {
		start = each_byte(ring, start, ring->head, is_between, &modes);
	}
	modes_write_difference(NULL, &modes, prefix);
	return start;
}

struct recent {
	struct scanner scanner;
	int moves;
};

static bool count_move(void *context, unsigned char byte)
{
	struct recent *recent = context;

	recent->moves += scanner_step(&recent->scanner, byte) == SCANNED_CSI &&
			 (byte == 'H' || byte == 'f' || byte == 'd');
	return recent->moves == MOVES;
}

bool replay_needs_redraw(const struct replay *replay, const struct ring *ring)
{
	struct recent recent = { .moves = 0 };
	uint64_t from = ring->head > RECENT ? ring->head - RECENT : 0;

	if (from < replay->at)
		from = replay->at;
	each_byte(ring, from, ring->head, count_move, &recent);
	return replay->head.alternate || recent.moves == MOVES;
}
