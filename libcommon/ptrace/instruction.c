/* instruction.c - the instruction that makes a system call, and where a process has it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "proc/procfs.h"
#include "ptrace/instruction.h"
#include "ptrace/tracee.h"
#include "text/lines.h"

enum { REQUEST_GET_RSEQ = 0x420f /* PTRACE_GET_RSEQ_CONFIGURATION, Linux 5.13 */ };

struct search {
	int memory;
	const struct processor *processor;
	const char *where; /* what the line of a mapping must end with */
	uint64_t found;
};

bool instruction_is_at(int memory, const struct processor *processor, uint64_t address)
{
	unsigned char bytes[sizeof(processor->instruction)];

	return pread(memory, bytes, processor->length, (off_t)address) == processor->length &&
	       !memcmp(bytes, processor->instruction, processor->length);
}

/* Whether this is what the kernel uses as the result of a call that it will restart. */
static bool is_restart(int result)
{
	return result == -512 || result == -513 || result == -514 || result == -516;
}

bool instruction_is_next(int memory, const struct processor *processor,
			 const unsigned long *registers)
{
	if (processor->original)
		return (int)registers[processor->original] >= 0 &&
		       is_restart((int)registers[processor->result]);
	/* on other processors the kernel has already moved back to the instruction */
	return instruction_is_at(memory, processor, registers[processor->counter]);
}

/* Its address in the range, or 0. If all instructions have one length, they are aligned. */
static uint64_t find_in(const struct search *search, uint64_t start, uint64_t end)
{
	int length = search->processor->length;
	int step = length == 4 || search->processor->flow ? length : 1;
	unsigned char bytes[4096];

	while (start < end) {
		ssize_t count = pread(search->memory, bytes, sizeof(bytes), (off_t)start);

		if (count <= 0)
			break;
		for (ssize_t at = 0; at + length <= count; at += step) {
			if (!memcmp(bytes + at, search->processor->instruction, length))
				return start + at;
		}
		start += sizeof(bytes) - (step == 1 ? length - 1 : 0);
	}
	return 0;
}

static bool search_line(void *context, const char *line)
{
	struct search *search = context;
	size_t length = strlen(line), wanted = strlen(search->where);
	uint64_t start = line_number(&line, 16), end;

	line++; /* the dash */
	end = line_number(&line, 16);
	/* " r-xp "; a 32-bit program cannot use what is beyond its address space */
	if (line[1] != 'r' || line[3] != 'x' || (int64_t)end < 0 ||
	    (search->processor->word == 4 && end > UINT32_MAX))
		return true;
	if (length < wanted || strcmp(strchr(line, '\0') - wanted, search->where) != 0)
		return true;
	search->found = find_in(search, start, end);
	return !search->found;
}

uint64_t instruction_find(int memory, const struct processor *processor, pid_t thread)
{
	static const char *const places[] = { "[vdso]", "" };
	struct search search = { .memory = memory, .processor = processor };

	for (int i = 0; i < 2 && !search.found; i++) {
		int maps = proc_open(thread, "maps", O_RDONLY);

		if (maps < 0)
			return 0;
		search.where = places[i];
		lines_each(maps, search_line, &search);
		close(maps);
	}
	errno = ENOEXEC;
	return search.found;
}

uint64_t instruction_after_stop(int memory, pid_t thread, uint64_t counter)
{
	uint64_t registered[3] = { 0 }; /* where struct rseq is, and how large */
	uint64_t section[4];            /* struct rseq_cs: flags, start, length, abort handler */
	uint64_t current;

	if (tracee_request(REQUEST_GET_RSEQ, thread, sizeof(registered), registered) < 0 ||
	    !registered[0] ||
	    pread(memory, &current, sizeof(current), (off_t)registered[0] + 8) != sizeof(current) ||
	    !current ||
	    pread(memory, section, sizeof(section), (off_t)current) != sizeof(section))
		return counter;
	return counter - section[1] < section[2] ? section[3] : counter;
}
