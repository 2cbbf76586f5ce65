/* area.c - a mapping of ours in another process, for what its system calls read and write. */
#include <errno.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "ptrace/area.h"
#include "ptrace/processors.h"
#include "ptrace/remote_call.h"

/* Shared memory that is marked for removal at once, so that none remains when it is detached. */
static int64_t map_segment(struct remote *remote)
{
	const uint64_t size[6] = { IPC_PRIVATE, AREA_SIZE, S_IRUSR | S_IWUSR };
	uint64_t segment[6] = { 0 };
	int64_t result = remote_call(remote, CALL_SHMGET, size);

	if (result < 0)
		return result;
	segment[0] = result;
	result = remote_call(remote, CALL_SHMAT, segment);
	segment[1] = IPC_RMID;
	remote_call(remote, CALL_SHMCTL, segment);
	return result;
}

static int64_t map_memory(struct remote *remote)
{
	const uint64_t arguments[6] = {
		0, AREA_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0,
	};

	return remote_call(remote, CALL_MMAP, arguments);
}

bool area_map(struct remote *remote)
{
	bool shared = generic_processor.calls[CALL_SHMGET];
	int64_t start = shared ? map_segment(remote) : map_memory(remote);

	if (start >= 0)
		remote->area.start = start;
	errno = (int)-start;
	return start >= 0;
}

void area_unmap(struct remote *remote)
{
	const uint64_t arguments[6] = { remote->area.start, AREA_SIZE };

	if (remote->area.start)
		remote_call(remote,
			    generic_processor.calls[CALL_SHMGET] ? CALL_SHMDT : CALL_MUNMAP,
			    arguments);
}

bool area_read(const struct remote *remote, size_t offset, void *bytes, size_t size)
{
	off_t from = (off_t)(remote->area.start + offset);

	return pread(remote->area.memory, bytes, size, from) == (ssize_t)size;
}

bool area_write(const struct remote *remote, size_t offset, const void *bytes, size_t size)
{
	off_t to = (off_t)(remote->area.start + offset);

	return pwrite(remote->area.memory, bytes, size, to) == (ssize_t)size;
}

bool area_write_words(const struct remote *remote, size_t offset, const uint64_t *words, int count)
{
	unsigned width = remote->area.word;

	for (int i = 0; i < count; i++) {
		uint32_t half = (uint32_t)words[i];
		const void *bytes = width == 4 ? (const void *)&half : &words[i];

		if (!area_write(remote, offset + i * width, bytes, width))
			return false;
	}
	return true;
}
