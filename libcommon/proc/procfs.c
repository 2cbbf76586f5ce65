/* procfs.c - /proc: which processes there are, and their files. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "text/byte.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/lines.h"
#include "text/number.h"

/* What statfs(2) says of /proc. */
enum { PROC_MAGIC = 0x9fa0 };

int procfs_open(int status)
{
	int directory = open_above("/proc", O_RDONLY | O_DIRECTORY, 0);
	struct statfs filesystem;

	if (directory < 0)
		fail(status, errno == ENOENT ? "/proc is not mounted: %m"
					     : "cannot read /proc: %m");
	if (fstatfs(directory, &filesystem) == 0 && filesystem.f_type != PROC_MAGIC)
		fail(status, "/proc is not mounted");
	return directory;
}

pid_t procfs_self(int directory)
{
	char text[24];
	long long self;

	if (link_read(directory, "self", text, sizeof(text)) < 0 ||
	    number_parse(text, 1, INT_MAX, &self) != NUMBER_OK)
		return 0;
	return self;
}

/* NSpid has our number in the namespace of /proc, and further ones in those below, down to ours. */
static bool find_nested(void *context, const char *line)
{
	bool *nested = context;

	if (!text_begins(line, "NSpid:\t", 7))
		return true;
	*nested = strchr(line + 7, '\t');
	return false;
}

bool procfs_is_own(int directory)
{
	bool read, nested = false;
	int status, reason;

	errno = 0;
	if (procfs_self(directory) != getpid())
		return false;
	/* the numbers of both namespaces may happen to be the same */
	status = file_open(directory, "self/status", O_RDONLY | O_CLOEXEC, 0);
	if (status < 0)
		return false;
	read = lines_each(status, find_nested, &nested);
	reason = read ? 0 : errno;
	close(status);
	errno = reason;
	return read && !nested;
}

void procfs_check_own(int directory, int status)
{
	if (procfs_is_own(directory))
		return;
	if (errno && errno != ENOENT)
		fail(status, "cannot read /proc/self: %m");
	fail(status, "/proc belongs to another PID namespace");
}

int procfs_open_own(int status)
{
	int directory = procfs_open(status);

	procfs_check_own(directory, status);
	return directory;
}

int proc_open(pid_t pid, const char *name, int flags)
{
	char path[64];

	format_text(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	return open_above(path, flags, 0);
}

bool boot_id(char id[BOOT_ID_SIZE])
{
	int file = open_above("/proc/sys/kernel/random/boot_id", O_RDONLY, 0);
	ssize_t count = file < 0 ? 0 : read(file, id, BOOT_ID_SIZE - 1);

	close_keeping_errno(file);
	id[count > 0 ? count : 0] = '\0';
	return count > 0;
}

void scan_start(struct scan *scan, int directory)
{
	entries_start(&scan->entries, directory);
}

/* The number that name is, or 0: "." and "self" are none. */
static pid_t number_of(const char *name)
{
	pid_t number = 0;

	for (; *name >= '0' && *name <= '9'; name++)
		number = number * 10 + (*name - '0');
	return *name ? 0 : number;
}

pid_t scan_next(struct scan *scan)
{
	pid_t number = 0;
	const char *name;

	while (!number && (name = entries_next(&scan->entries)))
		number = number_of(name);
	return number;
}

long long uptime_ticks(void)
{
	struct timespec now = clock_now(CLOCK_BOOTTIME);

	return now.tv_sec * (long long)PROCESS_TICKS + now.tv_nsec / (1000000000 / PROCESS_TICKS);
}
