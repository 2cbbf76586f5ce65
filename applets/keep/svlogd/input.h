/* input.h - what was read and is not logged yet, in a file that outlives the process. */
#ifndef SVLOGD_INPUT_H
#define SVLOGD_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

/* Which input is left, and which part of the current log is complete. */
struct progress {
	off_t start, end; /* of the input that is left, in the file */
	off_t size;       /* of the log up to there */
	unsigned long long inode;
	unsigned char inside; /* what is left begins inside a line: 1, or 2 if it is not logged */
};

struct journal {
	char magic[8]; /* only while it is in use */
	unsigned char which;
	struct progress slots[2];
};

struct input {
	struct journal *journal;
	size_t size;
	int file; /* -1: it is in memory that is lost with the process */
};

/*
 * Puts the buffer, of size bytes, into the file, or into memory if that is -1 or not possible.
 * Keeps the input of *before, unless that is all zero, and forgets that. Returns whether the file
 * was in use by a process that was killed; its input is then kept.
 */
bool input_open(struct input *input, struct input *before, int file, size_t size);

/* Says that nothing need be recovered. The input stays readable. */
void input_close(struct input *input);

struct progress *input_progress(const struct input *input);
char *input_bytes(const struct input *input);

/* Reads up to limit bytes from standard input, as far as there is room. Returns as read(2). */
ssize_t input_read(struct input *input, size_t limit);

/* Whether there is no room to read more of what begins at position, even if that moves. */
bool input_is_stuck(const struct input *input, const char *position);

/*
 * Notes, in one step, that everything before position is logged, and where the log ends now: size,
 * inode and inside. With move, what is left moves to the start of the buffer if that is possible.
 */
void input_note(struct input *input, const char *position, bool move, const struct progress *log);

#endif
