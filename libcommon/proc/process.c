/* process.c - what /proc reports of one process or thread. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "proc/process.h"
#include "text/byte.h"
#include "text/format.h"

/* Parts that have been read; multiplied by FAILED, those that could not be. */
enum { NAME = 1, STAT = 2, STATUS = 4, CMDLINE = 8, FAILED = 16 };

enum { KEPT_LIMIT = 16, PATH_SIZE = 64 };

bool process_is_fault(int reason)
{
	return reason != ENOENT && reason != ESRCH && reason != EACCES && reason != EPERM &&
	       reason != EINVAL;
}

/* Takes the result of reading the process, and keeps the reason of a fault. */
static bool note_result(struct process *process, bool result)
{
	if (!result && process_is_fault(errno))
		process->fault = errno;
	return result;
}

void process_start(struct process *process, int from, pid_t id)
{
	process_leave(process);
	process->from = from;
	process->id = id;
	process->fault = 0;
	process->have = 0;
}

/* The directory and the path by which a file of it, or "" for its directory, is opened. */
static const char *locate(const struct process *process, const char *file, char path[PATH_SIZE],
			  int *from)
{
	*from = process->entered ? process->directory : process->from;
	if (process->entered)
		return file;
	format_text(path, PATH_SIZE, "%d/%s", (int)process->id, file);
	return path;
}

bool process_enter(struct process *process)
{
	char path[PATH_SIZE];
	int from;

	if (process->entered)
		return true;
	locate(process, "", path, &from);
	process->directory = file_open(from, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	process->entered = process->directory >= 0;
	process->last = process->directory;
	process->have = 0;
	return note_result(process, process->entered);
}

void process_leave(struct process *process)
{
	int last = process->keeps ? process->last : process->directory;

	if (!process->entered)
		return;
	process->entered = false;
	/* one by one before Linux 5.9, or if a filter refuses the call */
	if (last > process->directory && !syscall(SYS_close_range, process->directory, last, 0))
		return;
	for (; last >= process->directory; last--)
		close(last);
}

/* Keeps a file of it open until process_leave, if that is possible. Returns whether it is. */
static bool keep_open(struct process *process, int descriptor)
{
	if (!process->entered || !process->keeps || descriptor != process->last + 1 ||
	    descriptor > process->directory + KEPT_LIMIT)
		return false;
	process->last++;
	return true;
}

static bool read_file(struct process *process, const char *file, struct text *text)
{
	char path[PATH_SIZE];
	int from, descriptor;
	bool read;

	file = locate(process, file, path, &from);
	descriptor = file_open(from, file, O_RDONLY | O_CLOEXEC, 0);
	if (descriptor < 0)
		return note_result(process, false);
	read = text_read(text, descriptor);
	if (!keep_open(process, descriptor))
		close(descriptor); /* does not change errno */
	return note_result(process, read);
}

/* Reads a part if that has not been done. A file that could not be read is not tried again. */
static bool read_once(struct process *process, unsigned part, const char *file, struct text *text)
{
	if (process->have & part)
		return true;
	if (process->have & part * FAILED) {
		errno = process->fault ? process->fault : ESRCH;
		return false;
	}
	process->have |= read_file(process, file, text) ? part : part * FAILED;
	return process->have & part;
}

/* Reads one number, with a blank before it, and moves past it. */
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

/* A name may contain anything, even ") R 1": it ends at the last parenthesis. */
static bool parse_stat(struct process *process)
{
	char *name = strchr(process->stat.bytes, '(');
	char *end = name ? name + length_within(name, PROCESS_NAME_MAX + 2) : NULL;

	while (end > name && *end != ')')
		end--;
	if (!name || end == name || end[1] != ' ' || !end[2]) {
		errno = ESRCH;
		return false;
	}
	*end = '\0';
	process->name = name + 1;
	process->fields[STAT_STATE] = end[2];
	process->parsed = STAT_STATE;
	process->rest = end + 3;
	return true;
}

const long long *process_stat(struct process *process)
{
	return process_stat_to(process, STAT_FIELDS - 1);
}

static const long long *parse_to(struct process *process, enum stat_field last)
{
	while (process->parsed < last)
		process->fields[++process->parsed] = parse_field(&process->rest);
	return process->fields;
}

const long long *process_stat_to(struct process *process, enum stat_field last)
{
	if (process->have & STAT)
		return parse_to(process, last);
	if (!read_once(process, STAT, "stat", &process->stat))
		return NULL;
	if (!parse_stat(process)) {
		process->have ^= STAT ^ STAT * FAILED;
		return NULL;
	}
	process->have |= NAME;
	return parse_to(process, last);
}

const char *process_name(struct process *process)
{
	if (process->have & NAME)
		return process->name;
	if (!read_once(process, NAME, "comm", &process->comm))
		return NULL;
	process->name = process->comm.bytes;
	if (process->comm.length && process->comm.bytes[process->comm.length - 1] == '\n')
		process->comm.bytes[process->comm.length - 1] = '\0';
	return process->name;
}

const char *process_status(struct process *process)
{
	bool read = read_once(process, STATUS, "status", &process->status);

	return read ? process->status.bytes : NULL;
}

const char *process_cmdline(struct process *process, size_t *length)
{
	if (!read_once(process, CMDLINE, "cmdline", &process->cmdline))
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

bool process_file_status(struct process *process, const char *file, struct stat *status)
{
	char path[PATH_SIZE];
	int from;

	file = locate(process, file, path, &from);
	return note_result(process, (*file ? fstatat(from, file, status, 0)
					   : fstat(from, status)) == 0);
}

bool process_owner(struct process *process, uid_t *owner)
{
	struct stat status;

	if (!process_file_status(process, "", &status))
		return false;
	*owner = status.st_uid;
	return true;
}

ssize_t process_link(struct process *process, const char *file, char *buffer, size_t size)
{
	char path[PATH_SIZE];
	int from;
	ssize_t length;

	file = locate(process, file, path, &from);
	length = link_read(from, file, buffer, size);
	note_result(process, length >= 0);
	return length;
}
