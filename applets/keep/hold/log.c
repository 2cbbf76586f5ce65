/* log.c - the file with a job's output, written from the ring by a cursor.
 *
 * Bytes of the ring become text in a small buffer, which is written. While that fails the cursor
 * stays, so that the ring keeps what the log has not got, as long as it can.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "keep/rotation.h"
#include "log.h"
#include "record.h"
#include "text/format.h"
#include "text/reason.h"

enum { ROOM = 128 }; /* in the buffer: what one byte, or the line about lost ones, may become */

static const char *open_file(struct log *log)
{
	const char *problem = NULL;
	struct stat status;
	int descriptor = open_above(log->options->path,
				    O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | O_NONBLOCK, 0600);

	if (descriptor < 0)
		return reason_text(errno);
	if (fstat(descriptor, &status))
		problem = reason_text(errno);
	else if (S_ISREG(status.st_mode))
		problem = flock(descriptor, LOCK_EX | LOCK_NB) ? "is the log of another job" : NULL;
	else if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(1, 3))
		problem = "is not a regular file";
	if (problem) {
		close(descriptor);
		return problem;
	}
	if (log->descriptor >= 0)
		close(log->descriptor);
	log->descriptor = descriptor;
	log->size = S_ISREG(status.st_mode) ? log->options->size : 0;
	log->written = status.st_size;
	log->full = false;
	return NULL;
}

const char *log_open(struct log *log, const struct log_options *options)
{
	*log = (struct log){ .options = options, .descriptor = -1 };
	return options->path ? open_file(log) : NULL;
}

void log_reopen(struct log *log)
{
	if (log->descriptor >= 0)
		open_file(log);
}

/* How many of count bytes go into this file. Sets *full if it is full then. */
static size_t portion(const struct log *log, const char *bytes, size_t count, bool *full)
{
	long long room = log->size - log->written, more = room + log->size / 4;
	size_t skipped = room > 0 ? room - 1 : 0;
	const char *newline;

	*full = false;
	if (!log->size || room > (long long)count)
		return count;
	newline = memchr(bytes + skipped, '\n', count - skipped);
	*full = newline || more <= (long long)count;
	if (!*full)
		return count;
	if (newline && newline - bytes < more)
		return newline + 1 - bytes;
	return more > 0 ? more : 0;
}

/* Begins another file. If there is none, the old one may have as much again. */
static void rotate(struct log *log)
{
	log->full = false;
	log->written = 0;
	if (rotation_shift(log->options->path, log->options->keep))
		open_file(log);
}

/* Writes what is in the buffer. Returns whether all of it was written. */
static bool write_buffer(struct log *log)
{
	size_t done = 0;
	bool full;

	while (done < log->used) {
		size_t count;
		ssize_t written;

		/* not before there is more to write: the file that is last is not empty */
		if (log->full)
			rotate(log);
		count = portion(log, log->buffer + done, log->used - done, &full);
		written = write(log->descriptor, log->buffer + done, count);
		if (written < 0)
			break;
		done += written;
		log->written += written;
		log->full = full && (size_t)written == count;
	}
	log->used -= done;
	memmove(log->buffer, log->buffer + done, log->used);
	return log->used == 0;
}

bool log_is_text(struct modes *modes, unsigned char byte)
{
	enum scanned scanned = modes_step(modes, byte);

	return !modes->alternate && (scanned == SCANNED_TEXT || (scanned == SCANNED_CONTROL &&
								 (byte == '\n' || byte == '\t')));
}

/* Moves the cursor over what the ring does not have any more. */
static void pass_lost(struct log *log, const struct ring *ring)
{
	uint64_t tail = ring_tail(ring);

	while (log->cursor < tail) {
		struct piece piece = ring_peek(ring, log->cursor);

		if (piece.count > tail - log->cursor)
			piece.count = tail - log->cursor;
		modes_feed(&log->modes, piece.bytes, piece.count);
		log->cursor += piece.count;
		log->lost += piece.count;
		log->unsaid += piece.count;
	}
}

/* Turns bytes of the ring into the buffer's, which is empty, as far as there is room. */
static void fill_buffer(struct log *log, const struct ring *ring, long long time)
{
	struct piece piece = ring_peek(ring, log->cursor);
	size_t i = 0;
	bool filters = log->options->pty && !log->options->raw;
	struct output output;

	output_start(&output, OUTPUT_TEXT, log->buffer, sizeof(log->buffer));
	if (log->unsaid) {
		output_format(&output, "%s[hold: %llu bytes lost: %s]\n", log->in_line ? "\n" : "",
			      (unsigned long long)log->unsaid, reason_text(log->reason));
		log->unsaid = 0;
		log->in_line = false;
	}
	for (; i < piece.count && output.used < sizeof(log->buffer) - ROOM; i++) {
		if (filters && !log_is_text(&log->modes, piece.bytes[i]))
			continue;
		if (log->options->stamp && !log->in_line) {
			output_time(&output, time);
			output_char(&output, ' ');
		}
		output_char(&output, piece.bytes[i]);
		log->in_line = piece.bytes[i] != '\n';
	}
	log->cursor += i;
	log->used = output.used;
}

void log_feed(struct log *log, const struct ring *ring, long long now, bool end)
{
	if (log->descriptor < 0)
		return;
	pass_lost(log, ring);
	if (log->retry > now && !end)
		return;
	while (write_buffer(log)) {
		log->retry = 0;
		if (log->cursor == ring->head)
			return;
		fill_buffer(log, ring, now_realtime());
	}
	log->reason = errno;
	log->retry = now + LOG_RETRY;
}
