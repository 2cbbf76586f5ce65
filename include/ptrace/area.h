/* area.h - a mapping of our own in another process. */
#ifndef PTRACE_AREA_H
#define PTRACE_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AREA_SIZE = 8192 };

struct area {
	int memory;     /* /proc/PID/mem of the process */
	unsigned word;  /* bytes of an address there, 4 or 8 */
	uint64_t start; /* where it is, or 0 */
};

/* Read and write size bytes at offset. Return false if that cannot be done. */
bool area_read(const struct area *area, size_t offset, void *bytes, size_t size);
bool area_write(const struct area *area, size_t offset, const void *bytes, size_t size);

/* Writes count words, as wide as addresses are there. */
bool area_write_words(const struct area *area, size_t offset, const uint64_t *words, int count);

#endif
