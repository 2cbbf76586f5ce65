/* text.h - memory that grows with what is put into it. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Starts as all zero; bytes moves when it grows. */
struct text {
	char *bytes;
	size_t size;   /* bytes that there is room for */
	size_t length; /* of them used */
};

/* Makes room for size bytes in all. If memory runs out, fails with the applet's status. */
void text_reserve(struct text *text, size_t size);

/* Makes room for size more bytes, counts them as used and returns where they are. */
void *text_add(struct text *text, size_t size);

/*
 * Reads a file of /proc to its end, in one read(2) if the room suffices: a short read is the
 * end there. A NUL follows, which length does not count. Returns false with errno.
 */
bool text_read(struct text *text, int descriptor);

/* Releases the memory; the text is empty again. */
void text_free(struct text *text);

#endif
