/* process.c - what /proc tells of one process or thread. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format.h"
#include "process.h"

enum { NAME = 1, STAT = 2, STATUS = 4, CMDLINE = 8, FAILED = 16 /* << for each that cannot be */ };
enum { PATH_SIZE = 64 };

void process_start(struct process *process, int from, pid_t id)
{
	process_leave(process);
	process->from = from;
	process->id = id;
	process->have = 0;
}

/* The directory that its file is looked for in, by the path that *file becomes. */
static int locate(const struct process *process, const char **file, char path[PATH_SIZE])
{
	struct output output;

	if (process->entered)
		return process->directory;
	output_start(&output, -1, path, PATH_SIZE);
	output_format(&output, "%d/%s%c", (int)process->id, *file, '\0');
	*file = path;
	return process->from;
}

bool process_enter(struct process *process)
{
	const char *file = ".";
	char path[PATH_SIZE];
	int from;

	if (process->entered)
		return true;
	from = locate(process, &file, path);
	process->directory = openat(from, file, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	process->entered = process->directory >= 0;
	process->have = 0;
	return process->entered;
}

void process_leave(struct process *process)
{
	if (process->entered)
		close(process->directory);
	process->entered = false;
}

static bool read_file(struct process *process, const char *file, struct text *text)
{
	char path[PATH_SIZE];
	int from = locate(process, &file, path);
	int descriptor = openat(from, file, O_RDONLY | O_CLOEXEC), reason;
	bool read;

	if (descriptor < 0)
		return false;
	read = text_read(text, descriptor);
	reason = errno;
	close(descriptor);
	errno = reason;
	return read;
}

/* Whether part is there, read now if need be; a file that could not be read is not tried again. */
static bool have(struct process *process, unsigned part, const char *file, struct text *text)
{
	if (process->have & part)
		return true;
	if (process->have & part * FAILED) {
		errno = ESRCH;
		return false;
	}
	process->have |= read_file(process, file, text) ? part : part * FAILED;
	return process->have & part;
}

/* Moves behind a number and the blank before it. */
static long long parse_field(const char **at)
{
	unsigned long long value = 0;
	bool negative;

	*at += **at == ' ';
	negative = **at == '-';
	*at += negative;
	for (; **at >= '0' && **at <= '9'; (*at)++)
		value = value * 10 + (**at - '0');
	return negative ? -value : value;
}

/* A name may hold anything, ") R 1" too: it ends at the last parenthesis. */
static bool parse_stat(struct process *process)
{
	char *name = strchr(process->stat.bytes, '('), *end = strrchr(process->stat.bytes, ')');
	const char *at = end;

	if (!name || !end || end[1] != ' ' || !end[2]) {
		errno = ESRCH;
		return false;
	}
	*end = '\0';
	process->name = name + 1;
	process->fields[STAT_STATE] = at[2];
	at += 3;
	for (int field = STAT_PPID; field < STAT_FIELDS; field++)
		process->fields[field] = parse_field(&at);
	return true;
}

const long long *process_stat(struct process *process)
{
	if (process->have & STAT)
		return process->fields;
	if (!have(process, STAT, "stat", &process->stat))
		return NULL;
	if (!parse_stat(process)) {
		process->have ^= STAT ^ STAT * FAILED;
		return NULL;
	}
	process->have |= NAME;
	return process->fields;
}

const char *process_name(struct process *process)
{
	if (process->have & NAME)
		return process->name;
	if (!have(process, NAME, "comm", &process->comm))
		return NULL;
	process->name = process->comm.bytes;
	if (process->comm.length && process->comm.bytes[process->comm.length - 1] == '\n')
		process->comm.bytes[process->comm.length - 1] = '\0';
	return process->name;
}

const char *process_status(struct process *process)
{
	return have(process, STATUS, "status", &process->status) ? process->status.bytes : NULL;
}

const char *process_status_line(struct process *process, const char *key)
{
	const char *line = process_status(process);
	size_t length = strlen(key);

	if (!line)
		return NULL;
	for (;;) {
		if (strncmp(line, key, length) == 0 && line[length] == ':')
			return line + length + 1 + strspn(line + length + 1, " \t");
		line = strchr(line, '\n');
		if (!line)
			break;
		line++;
	}
	errno = ENOENT;
	return NULL;
}

const char *process_cmdline(struct process *process, size_t *length)
{
	if (!have(process, CMDLINE, "cmdline", &process->cmdline))
		return NULL;
	*length = process->cmdline.length;
	return process->cmdline.bytes;
}

const char *process_file(struct process *process, const char *file, size_t *length)
{
	if (!read_file(process, file, &process->other))
		return NULL;
	*length = process->other.length;
	return process->other.bytes;
}

bool process_owner(struct process *process, uid_t *owner)
{
	const char *file = ".";
	char path[PATH_SIZE];
	int from = locate(process, &file, path);
	struct stat status;

	if (fstatat(from, file, &status, 0))
		return false;
	*owner = status.st_uid;
	return true;
}

ssize_t process_link(struct process *process, const char *file, char *buffer, size_t size)
{
	char path[PATH_SIZE];
	int from = locate(process, &file, path);
	ssize_t length = readlinkat(from, file, buffer, size - 1);

	if (length >= 0)
		buffer[length] = '\0';
	return length;
}
