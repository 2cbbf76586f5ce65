/* area.c - a mapping of our own in another process. */
#include <sys/types.h>
#include <unistd.h>

#include "ptrace/area.h"

bool area_read(const struct area *area, size_t offset, void *bytes, size_t size)
{
	return pread(area->memory, bytes, size, (off_t)(area->start + offset)) == (ssize_t)size;
}

bool area_write(const struct area *area, size_t offset, const void *bytes, size_t size)
{
	return pwrite(area->memory, bytes, size, (off_t)(area->start + offset)) == (ssize_t)size;
}

bool area_write_words(const struct area *area, size_t offset, const uint64_t *words, int count)
{
	for (int i = 0; i < count; i++) {
		uint32_t half = (uint32_t)words[i];
		const void *bytes = area->word == 4 ? (const void *)&half : &words[i];

		if (!area_write(area, offset + i * area->word, bytes, area->word))
			return false;
	}
	return true;
}
