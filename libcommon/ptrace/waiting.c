/* waiting.c - the system call that a thread is waiting in. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "proc/process.h"
#include "proc/procfs.h"
#include "ptrace/waiting.h"
#include "text/lines.h"

/* NUMBER ARGUMENT... STACK COUNTER; other lines, "running" and "-1 STACK COUNTER", are no help. */
static bool parse_line(void *context, const char *line)
{
	struct waiting *waiting = context;
	unsigned long values[9] = { 0 };

	if (*line < '0' || *line > '9')
		return false;
	for (int i = 0; i < 9; i++) {
		values[i] = line_number(&line, i == 0 ? 10 : 16);
		if (*line == ' ')
			line++;
	}
	waiting->number = values[0];
	for (int i = 0; i < 6; i++)
		waiting->arguments[i] = values[1 + i];
	waiting->counter = values[8];
	waiting->known = true;
	return false;
}

bool waiting_look(struct waiting *waiting, pid_t thread)
{
	int descriptor = proc_open(thread, "syscall", O_RDONLY);
	bool readable;

	waiting->known = false;
	if (descriptor < 0)
		return !process_is_fault(errno);
	readable = lines_each(descriptor, parse_line, waiting) || !process_is_fault(errno);
	close(descriptor);
	return readable;
}

/* Whether it is one of the calls that wait forever with these arguments. */
static bool is_endless(const struct waiting *waiting, const struct processor *processor)
{
	for (const struct endless *call = processor->endless; call->number; call++) {
		unsigned long given;

		if ((unsigned long)call->number != waiting->number)
			continue;
		if (call->argument < 0)
			return true;
		given = waiting->arguments[call->argument];
		return call->value ? (int)given == call->value : given == 0;
	}
	return false;
}

bool waiting_renew(const struct waiting *waiting, const struct processor *processor,
		   unsigned long *registers)
{
	unsigned char number = processor->original ? processor->original : processor->number;

	if (!waiting->known || !is_endless(waiting, processor) ||
	    (int)registers[processor->result] != -EINTR ||
	    registers[processor->counter] != waiting->counter ||
	    registers[number] != waiting->number)
		return false;
	registers[processor->counter] -= processor->length;
	registers[processor->number] = waiting->number;
	registers[processor->arguments[0]] = waiting->arguments[0];
	if (processor->original)
		registers[processor->original] = -1UL;
	return true;
}
