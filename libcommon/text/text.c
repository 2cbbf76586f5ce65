/* text.c - memory that grows with what is put into it.
 *
 * Pages straight from the kernel: few of these exist at a time and each may grow large, and malloc
 * would be a good part of a small program.
 */
#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text/error.h"
#include "text/retry.h"
#include "text/text.h"

enum { FIRST = 8192 };

void text_reserve(struct text *text, size_t size)
{
	size_t larger = text->size ? text->size : FIRST;
	void *bytes;

	if (size <= text->size)
		return;
	while (larger < size && !__builtin_mul_overflow(larger, 2, &larger))
		;
	if (text->bytes)
		/* libc's function does more, for threads */
		bytes = (void *)syscall(SYS_mremap, text->bytes, text->size, larger,
					MREMAP_MAYMOVE);
	else
		bytes = mmap(NULL, larger, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			     0);
	if (bytes == MAP_FAILED)
		fail(error_status, "out of memory: %m");
	text->bytes = bytes;
	text->size = larger;
}

void *text_add(struct text *text, size_t size)
{
	void *added;

	text_reserve(text, text->length + size);
	added = text->bytes + text->length;
	text->length += size;
	return added;
}

bool text_read(struct text *text, int descriptor)
{
	int left = RETRIES;
	size_t room;
	ssize_t count;

	text->length = 0;
	do {
		text_reserve(text, text->length + 2);
		room = text->size - text->length - 1;
		do
			count = read(descriptor, text->bytes + text->length, room);
		while (count < 0 && retry_interrupted(&left));
		if (count < 0)
			return false;
		text->length += count;
		text->bytes[text->length] = '\0';
	} while ((size_t)count == room);
	return true;
}

void text_free(struct text *text)
{
	if (text->bytes)
		munmap(text->bytes, text->size);
	*text = (struct text){ .length = 0 };
}
