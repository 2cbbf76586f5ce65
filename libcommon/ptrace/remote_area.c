/* remote_area.c - making our mapping in another process, and undoing it. */
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "ptrace/remote_area.h"
#include "ptrace/remote_call.h"

/* Shared memory, of which there is nothing to be found as soon as it is there. */
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

int64_t remote_map(struct remote *remote)
{
	const uint64_t arguments[6] = {
		0, AREA_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0,
	};

	if (generic_processor.calls[CALL_SHMGET])
		return map_segment(remote);
	return remote_call(remote, CALL_MMAP, arguments);
}

void remote_unmap(struct remote *remote)
{
	const uint64_t arguments[6] = { remote->area.start, AREA_SIZE };

	remote_call(remote, generic_processor.calls[CALL_SHMGET] ? CALL_SHMDT : CALL_MUNMAP,
		    arguments);
}
