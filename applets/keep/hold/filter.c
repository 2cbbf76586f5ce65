/* filter.c - what of a job's output a client's terminal is sent. */
#include <string.h>

#include "filter.h"

/* The terminal would answer, or print, or change its window. */
static bool is_query(const struct scanner *scanner, unsigned char final)
{
	const char *finals;

	switch (scanner->marker) {
	case 0:
		finals = "cntix";
		break;
	case '?':
		finals = "cnu";
		break;
	default:
		finals = scanner->marker == '>' ? "cq" : "c";
	}
	if (scanner->intermediate)
		return scanner->intermediate == '$' && final == 'p';
	return strchr(finals, final) != NULL;
}

/* Titles, colours, links, the directory, marks of prompts. */
static bool is_lasting(unsigned number)
{
	static const unsigned char numbers[] = { 0,  1,  2,   4,   7,   8,   10,
						 11, 12, 104, 110, 111, 112, 133 };

	return number < 256 && memchr(numbers, (int)number, sizeof(numbers));
}

/* Everything passes. */
static bool is_open(const struct filter *filter)
{
	return filter->live && !filter->silent;
}

/* Whether the terminal is to be sent the text, or the sequence, that byte completes. */
static bool passes(const struct filter *filter, enum scanned scanned, unsigned char byte)
{
	const struct scanner *scanner = &filter->real.scanner;
	bool history = !filter->live;

	if (is_open(filter))
		return true;
	switch (scanned) {
	case SCANNED_CONTROL:
		return byte != 005 && !(history && byte == '\a');
	case SCANNED_ESCAPE:
		return byte != 'Z' || scanner->intermediate;
	case SCANNED_CSI:
		return !is_query(scanner, byte) &&
		       !(history && scanner->marker == '?' && scanner->parameters[0] == 2026);
	case SCANNED_OSC:
		return !scanner->query && (filter->live || is_lasting(scanner->parameters[0]));
	case SCANNED_STRING:
		return filter->live && scanner->marker != 'P';
	default:
		return true;
	}
}

static bool is_hidden(const struct filter *filter)
{
	return !filter->live && filter->real.alternate && filter->offset < filter->entry;
}

static void put(struct filter *filter, const char *bytes, size_t count, struct output *output)
{
	output_bytes(output, bytes, count);
	modes_feed(&filter->shown, bytes, count);
}

/* Sets the terminal as the job's would be. */
static void put_modes(struct filter *filter, struct output *output)
{
	struct modes wanted = filter->real;
	size_t before = output->used;

	if (!filter->live)
		wanted.flags &= ~(1u << MODE_UPDATE);
	modes_write_difference(&filter->shown, &wanted, output);
	modes_feed(&filter->shown, output->buffer + before, output->used - before);
}

/* A text or sequence is complete, without the last byte if that is ESC; it was hidden so far. */
static void settle(struct filter *filter, enum scanned scanned, unsigned char byte, bool hidden,
		   struct output *output)
{
	if (hidden && !is_hidden(filter))
		put_modes(filter, output);
	else if (!is_hidden(filter) && filter->used < FILTER_HELD && passes(filter, scanned, byte))
		put(filter, filter->held, filter->used, output);
	filter->used = 0;
}

static void step(struct filter *filter, unsigned char byte, struct output *output)
{
	bool hidden = is_hidden(filter), escape = byte == CONTROL_ESCAPE;
	enum scanned scanned = modes_step(&filter->real, byte);

	filter->offset++;
	if (escape) {
		if (scanned != SCANNED_PART)
			settle(filter, scanned, byte, hidden, output);
		filter->used = 0; /* what this cancels */
	}
	if (filter->used == FILTER_HELD - 1 && is_open(filter)) {
		put(filter, filter->held, filter->used, output);
		filter->used = 0;
	}
	if (filter->used < FILTER_HELD)
		filter->held[filter->used++] = byte;
	if (!escape && scanned != SCANNED_PART)
		settle(filter, scanned, byte, hidden, output);
	else if (filter->real.scanner.state == SCANNER_GROUND)
		filter->used = 0; /* cancelled */
}

void filter_begin(struct filter *filter, uint64_t offset, const char *prefix, size_t count,
		  struct output *output)
{
	filter->offset = offset;
	if (prefix) {
		filter->used = 0;
		memset(&filter->real, 0, sizeof(filter->real));
		if (filter->shown.scanner.state != SCANNER_GROUND)
			put(filter, "\030", 1, output); /* it may not be completed */
		modes_feed(&filter->real, prefix, count);
	}
	if (!is_hidden(filter))
		put_modes(filter, output);
}

size_t filter_feed(struct filter *filter, const char *bytes, size_t count, struct output *output)
{
	size_t i = 0;

	for (;; i++) {
		if (output->used + FILTER_ROOM > output->size)
			break;
		if (!filter->live && filter->offset >= filter->head) {
			filter->live = true;
			if (filter->other_size)
				memset(filter->real.margins, 0, sizeof(filter->real.margins));
			put_modes(filter, output);
		}
		if (i == count)
			break;
		step(filter, bytes[i], output);
	}
	return i;
}
