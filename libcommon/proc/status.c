/* status.c - the lines of /proc/PID/status. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "proc/procfs.h"
#include "proc/status.h"
#include "text/byte.h"
#include "text/lines.h"
#include "text/quote.h"

static bool is_line(const char *line, const char *key, size_t length)
{
	return text_begins(line, key, length) && line[length] == ':';
}

/*
 * Where the line of key is, about where it was in the status of the last process; or NULL. at is
 * where that was, of the same key.
 */
static const char *line_near(const struct process *process, const char *key, size_t length,
			     size_t at)
{
	enum { NEAR = 32 };
	const char *text = process->status.bytes;
	size_t to = at + NEAR;

	if (at < process->status.length && is_line(text + at, key, length))
		return text + at; /* it was just read, or as long as the last one */
	for (at = at > NEAR ? at - NEAR : 1; at < to && at < process->status.length; at++) {
		if (text[at] == *key && text[at - 1] == '\n' && is_line(text + at, key, length))
			return text + at;
	}
	return NULL;
}

const char *process_status_line(struct process *process, const char *key)
{
	enum { LINES = sizeof(process->lines) / sizeof(*process->lines) };
	const char *text = process_status(process), *line = NULL;
	size_t length = strlen(key);
	int i = 0;

	if (!text)
		return NULL;
	while (i < LINES - 1 && process->lines[i].key && process->lines[i].key != key)
		i++;
	if (process->lines[i].key == key)
		line = line_near(process, key, length, process->lines[i].at);
	for (line = line ? line : text; line && !is_line(line, key, length);) {
		line = strchr(line, '\n');
		line += line != NULL;
	}
	errno = ENOENT;
	if (!line)
		return NULL;
	process->lines[i].key = key;
	process->lines[i].at = line - text;
	return line + length + 1 + span_of(line + length + 1, " \t");
}

long long process_status_number(struct process *process, const char *key, int index, unsigned base)
{
	const char *line = process_status_line(process, key), *end = line;
	long long number = -1;

	for (; line && index >= 0; index--) {
		line = end + span_of(end, " \t");
		end = line;
		number = (long long)line_number(&end, base);
	}
	return line == end ? -1 : number;
}

struct field {
	const char *name;
	unsigned short at; /* offset of its number */
	unsigned char index, base;
};

static const struct field fields[] = {
	{ "Tgid", offsetof(struct proc_status, process), 0, 10 },
	{ "PPid", offsetof(struct proc_status, parent), 0, 10 },
	{ "TracerPid", offsetof(struct proc_status, tracer), 0, 10 },
	{ "Uid", offsetof(struct proc_status, user), 1, 10 },
	{ "Gid", offsetof(struct proc_status, group), 1, 10 },
	{ "VmSize", offsetof(struct proc_status, memory), 0, 10 },
	{ "Threads", offsetof(struct proc_status, threads), 0, 10 },
	{ "SigIgn", offsetof(struct proc_status, ignored), 0, 16 },
	{ "SigCgt", offsetof(struct proc_status, caught), 0, 16 },
	{ "Seccomp", offsetof(struct proc_status, seccomp), 0, 10 },
	{ "Seccomp_filters", offsetof(struct proc_status, filters), 0, 10 },
};

enum { FIELDS = sizeof(fields) / sizeof(*fields) };

/* By the line of the file, in which the kernel escapes control characters: at most 30 bytes. */
static void take_name(struct proc_status *status, const char *name)
{
	char line[64] = "";
	struct output output;
	size_t length = span_before(name, "\n");

	memcpy(line, name, length < sizeof(line) ? length : sizeof(line) - 1);
	output_start(&output, OUTPUT_TEXT, status->name, sizeof(status->name));
	output_printable(&output, line, true);
	output_terminate(&output);
}

static void take_fields(struct proc_status *status, struct process *process)
{
	const char *name = process_status_line(process, "Name");
	const char *state = process_status_line(process, "State");
	const long long *stat;

	take_name(status, name ? name : "");
	status->state = state ? *state : '\0';
	for (int i = 0; i < FIELDS; i++) {
		long long *value = (long long *)(void *)((char *)status + fields[i].at);

		*value = process_status_number(process, fields[i].name, fields[i].index,
					       fields[i].base);
	}
	stat = status->memory < 0 ? process_stat(process) : NULL;
	status->kernel = stat && stat[STAT_FLAGS] & PROCESS_KERNEL;
}

bool proc_status_read(pid_t pid, struct proc_status *status)
{
	/* entered from the start: no descriptor of /proc is needed */
	struct process process = {
		.directory = proc_open(pid, "", O_PATH | O_DIRECTORY),
		.entered = true,
	};
	bool complete;
	int reason;

	memset(status, 0, sizeof(*status));
	if (process.directory < 0)
		return false;
	complete = process_status(&process);
	reason = errno;
	if (complete)
		take_fields(status, &process);
	process_leave(&process);
	text_free(&process.status);
	text_free(&process.stat);
	errno = complete ? ESRCH : reason;
	return complete && status->process > 0;
}

pid_t proc_living_task(pid_t pid)
{
	int directory = proc_open(pid, "task", O_RDONLY | O_DIRECTORY), reason = 0;
	struct proc_status status;
	struct scan scan;
	pid_t task;

	if (directory < 0)
		return 0;
	scan_start(&scan, directory);
	while ((task = scan_next(&scan))) {
		if (!proc_status_read(task, &status))
			reason = process_is_fault(errno) ? errno : reason;
		else if (status.state != 'Z' && status.state != 'X')
			break;
	}
	if (!reason)
		reason = errno ? errno : ESRCH;
	close(directory);
	errno = reason;
	return task;
}
