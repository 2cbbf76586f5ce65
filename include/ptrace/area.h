/* area.h - a mapping of ours in another process, for what its system calls read and write.
 *
 * Stands alone: part of the ptrace engine, which testsuite/launch/nohup-pid*.t test as a whole.
 */
#ifndef PTRACE_AREA_H
#define PTRACE_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ptrace/remote.h"

enum { AREA_SIZE = 8192 };

/* Maps AREA_SIZE bytes there and sets remote->area.start. Returns false with errno. */
bool area_map(struct remote *remote);

/* Removes the mapping, if there is one. */
void area_unmap(struct remote *remote);

/* Read or write size bytes at offset. Return false with errno if that is not possible. */
bool area_read(const struct remote *remote, size_t offset, void *bytes, size_t size);
bool area_write(const struct remote *remote, size_t offset, const void *bytes, size_t size);

/* Writes count words, each as wide as an address is there. */
bool area_write_words(const struct remote *remote, size_t offset, const uint64_t *words, int count);

#endif
