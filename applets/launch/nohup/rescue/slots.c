/* slots.c - the standard descriptors of another process. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "proc/process.h"
#include "proc/procfs.h"
#include "slots.h"
#include "text/byte.h"
#include "text/format.h"
#include "text/lines.h"

/* The devices that are terminals, for when one cannot be opened to find out: tty and pts. */
enum { TTY_MAJOR = 4, PTS_FIRST = 136, PTS_LAST = 143 };

static int open_entry(pid_t thread, const char *directory, int number, int flags)
{
	char name[32];

	format_text(name, sizeof(name), "%s/%d", directory, number);
	return proc_open(thread, name, flags);
}

/* What kind of file a path is. Only devices are opened: opening a FIFO would be noticed. */
static bool look_by_path(pid_t thread, int number, enum slot *kind, struct stat *status)
{
	int path = open_entry(thread, "fd", number, O_PATH), descriptor;
	bool known = path >= 0 && fstat(path, status) == 0;
	unsigned device;

	*kind = SLOT_CLOSED;
	if (path < 0)
		return errno == ENOENT;
	close(path);
	*kind = SLOT_FILE;
	if (!known || !S_ISCHR(status->st_mode))
		return known;
	descriptor = open_entry(thread, "fd", number, O_RDWR | O_NOCTTY | O_NONBLOCK);
	device = major(status->st_rdev);
	if (descriptor >= 0) {
		*kind = slot_look(descriptor, NULL);
		close(descriptor);
	} else if (errno == EIO || device == TTY_MAJOR ||
		   (device >= PTS_FIRST && device <= PTS_LAST)) {
		*kind = SLOT_TERMINAL;
	}
	return true;
}

static bool look_at(int pidfd, pid_t thread, int number, enum slot *kind, struct stat *status)
{
	int copy = (int)syscall(SYS_pidfd_getfd, pidfd, number, 0);

	status->st_mode = 0;
	*kind = SLOT_CLOSED;
	if (copy < 0)
		return look_by_path(thread, number, kind, status);
	*kind = slot_look(copy, NULL);
	fstat(copy, status);
	close(copy);
	return true;
}

static bool parse_flags(void *context, const char *line)
{
	bool *close_on_exec = context;

	if (!text_begins(line, "flags:\t", 7))
		return true;
	line += 7;
	*close_on_exec = line_number(&line, 8) & O_CLOEXEC;
	return false;
}

bool slots_look(struct slots *slots, int pidfd, pid_t thread)
{
	for (int i = 0; i < 3; i++) {
		struct stat status;
		int flags;

		if (!look_at(pidfd, thread, i, &slots->kinds[i], &status))
			return false;
		if (i == 1)
			slots->output_regular = S_ISREG(status.st_mode);
		slots->close_on_exec[i] = false;
		flags = open_entry(thread, "fdinfo", i, O_RDONLY);
		if (flags < 0 && process_is_fault(errno))
			return false;
		if (flags < 0)
			continue;
		lines_each(flags, parse_flags, &slots->close_on_exec[i]);
		close(flags);
	}
	return true;
}
