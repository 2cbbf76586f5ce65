/* program.c - what a process runs, by its command line. */
#include <string.h>

#include "proc/program.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/path.h"

/* The base name of an argument if it begins with the name, else NULL. */
static const char *completion(const char *argument, const char *name)
{
	const char *base = base_name(argument + (*argument == '-'));

	return text_begins(base, name, PROCESS_NAME) ? base : NULL;
}

const char *program_name(struct process *process)
{
	const char *name = process_name(process), *line, *whole;
	size_t length, first;

	if (!name || strlen(name) != PROCESS_NAME)
		return name;
	if (!process->entered) {
		if (!process_enter(process))
			return NULL;
		name = process_name(process);
	}
	line = name ? process_cmdline(process, &length) : NULL;
	if (!line)
		return name;
	whole = completion(line, name);
	first = strlen(line) + 1;
	if (!whole && first < length)
		whole = completion(line + first, name);
	return whole ? whole : name;
}

/* For processes without a command line: kernel threads, zombies, and those that cleared theirs. */
static const char *bracketed(struct process *process)
{
	const long long *fields = process_stat(process);
	struct text *line = &process->other;

	if (!fields)
		return NULL;
	/* kernel threads and zombies never have one; any other process is read again, entered */
	if (!(fields[STAT_FLAGS] & PROCESS_KERNEL) && fields[STAT_STATE] != 'Z' &&
	    !process->entered)
		return process_enter(process) ? program_line(process) : NULL;
	text_reserve(line, strlen(process->name) + sizeof("[] <defunct>"));
	format_text(line->bytes, line->size, "[%s]%s", process->name,
		    fields[STAT_STATE] == 'Z' ? " <defunct>" : "");
	return line->bytes;
}

const char *program_line(struct process *process)
{
	struct text *line = &process->other;
	size_t length;
	const char *arguments = process_cmdline(process, &length);

	if (!arguments)
		return NULL;
	while (length && !arguments[length - 1])
		length--;
	if (!length)
		return bracketed(process);
	text_reserve(line, length + 1);
	for (size_t i = 0; i < length; i++)
		line->bytes[i] = arguments[i] ? arguments[i] : ' ';
	line->bytes[length] = '\0';
	return line->bytes;
}
