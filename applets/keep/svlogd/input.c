/* input.c - what was read and is not logged yet, in a file that outlives the process.
 *
 * A process that is killed between reading a line from a pipe and writing it would lose the line.
 * So the pipe is moved into a file, which is mapped: splice(2) also stores how far it came there,
 * before the process can be killed. Where the log ended is noted with it; after a kill the log is
 * cut to that, and what is left of the input is logged. Each note is made in the spare one of two
 * slots, and counts from the moment at which a single byte says so.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "applet/failure.h"
#include "input.h"
#include "text/error.h"
#include "text/retry.h"

static const char magic[8] = "svlogd 1";

enum { DATA = 128 }; /* where the input begins */

struct progress *input_progress(const struct input *input)
{
	return &input->journal->slots[input->journal->which & 1];
}

char *input_bytes(const struct input *input)
{
	return (char *)input->journal + input_progress(input)->start;
}

static bool is_in_use(const struct input *input)
{
	const struct progress *progress = input_progress(input);

	return !memcmp(input->journal->magic, magic, sizeof(magic)) && progress->start >= DATA &&
	       progress->start <= progress->end && progress->end <= (off_t)input->size;
}

/* What is left in before, at the start of a buffer that is perhaps in the same file. */
static void keep_left(struct input *input, struct input *before, bool append)
{
	struct journal *journal = input->journal;
	size_t left = 0, room;
	struct progress *progress;

	if (before->journal)
		left = input_progress(before)->end - input_progress(before)->start;
	if (!append) {
		journal->which = 0;
		journal->slots[0] = (struct progress){ .start = DATA, .end = DATA };
		memcpy(journal->magic, magic, sizeof(magic));
	}
	progress = input_progress(input);
	room = input->size - progress->end;
	if (left > room)
		left = room;
	if (before->journal) {
		memmove((char *)journal + progress->end, (char *)before->journal + DATA, left);
		munmap(before->journal, before->size);
	}
	progress->end += left;
}

bool input_open(struct input *input, struct input *before, int file, size_t size)
{
	void *memory = MAP_FAILED;
	bool killed;

	input->size = size;
	/* if there is no room for it, a store would be fatal */
	if (file >= 0 && fallocate(file, 0, 0, (off_t)size) == 0)
		memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	input->file = memory == MAP_FAILED ? -1 : file;
	if (memory == MAP_FAILED)
		memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			      0);
	if (memory == MAP_FAILED)
		fail(failure_status(), "fatal: out of memory: %m");
	input->journal = memory;
	killed = is_in_use(input);
	keep_left(input, before, killed);
	return killed;
}

void input_close(struct input *input)
{
	struct progress *progress = input_progress(input);

	input->journal->magic[0] = '\0';
	memmove((char *)input->journal + DATA, input_bytes(input), progress->end - progress->start);
	progress->end -= progress->start - DATA;
	progress->start = DATA;
}

ssize_t input_read(struct input *input, size_t limit)
{
	struct progress *progress = input_progress(input);
	size_t room = input->size - progress->end;
	ssize_t count = -1;

	if (limit > room)
		limit = room;
	if (input->file >= 0) {
		count = splice(0, NULL, input->file, &progress->end, limit, 0);
		if (count >= 0 || retry_later())
			return count;
		/* not a pipe, or no room */
	}
	count = read(0, (char *)input->journal + progress->end, limit);
	if (count > 0)
		progress->end += count;
	return count;
}

bool input_is_stuck(const struct input *input, const char *position)
{
	const char *base = (const char *)input->journal, *end = base + input_progress(input)->end;

	return end == base + input->size && end - position > position - base - DATA;
}

void input_note(struct input *input, const char *position, bool move, const struct progress *log)
{
	struct journal *journal = input->journal;
	const struct progress *progress = input_progress(input);
	struct progress *next = &journal->slots[!(journal->which & 1)];
	off_t start = position - (const char *)journal, left = progress->end - start;

	/* only to where nothing is that is still needed should the process be killed now */
	if (move && left <= start - DATA) {
		memcpy((char *)journal + DATA, position, left);
		start = DATA;
	}
	*next = *log;
	next->start = start;
	next->end = start + left;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	journal->which ^= 1;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}
