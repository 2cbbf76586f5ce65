/* output.h - buffered output whose last write is checked. */
#ifndef TEXT_OUTPUT_H
#define TEXT_OUTPUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* In place of a descriptor: a text that stays in the buffer, see output_terminate. */
enum { OUTPUT_TEXT = -1 };

struct output {
	char *buffer;
	size_t size;
	size_t used;
	int descriptor;
	int patience;  /* milliseconds to wait for a full pipe, or -1: as long as it takes */
	int error; /* errno of the first write that failed, or 0 */
};

/* Prepares output to descriptor through buffer, of size bytes (at least 1). Writes nothing. */
void output_start(struct output *output, int descriptor, char *buffer, size_t size);

/* Appends; a full buffer is written out. A failure is kept in output->error for output_flush. */
void output_bytes(struct output *output, const char *bytes, size_t count);
void output_text(struct output *output, const char *text);
void output_char(struct output *output, char byte);

/* Writes what is buffered. Returns false, with errno, if this or any earlier write failed. */
bool output_flush(struct output *output);

/* Puts a NUL after a text (OUTPUT_TEXT). Returns false if it did not fit and was cut. */
bool output_terminate(struct output *output);

/*
 * Writes all of bytes to descriptor. EINTR and EAGAIN (a full non-blocking pipe) are retried, a
 * bounded number of times without progress. A full pipe is waited for, patience milliseconds at a
 * time (-1: as long as it takes). Returns false with errno of write(2).
 */
bool write_all(int descriptor, const char *bytes, size_t count, int patience);

#endif
