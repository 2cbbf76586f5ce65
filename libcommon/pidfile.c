/* pidfile.c - files that tell a job's process ID. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format.h"
#include "pidfile.h"
#include "redirect.h"

static bool write_number(int descriptor, pid_t pid)
{
	char buffer[32];
	struct output output;

	output_start(&output, descriptor, buffer, sizeof(buffer));
	output_format(&output, "%d\n", (int)pid);
	return output_flush(&output);
}

/* A device or a FIFO, be it behind a link, as /dev/null or /dev/stdout: not to be replaced. */
static bool is_special(const char *path)
{
	struct stat status;

	return !stat(path, &status) && !S_ISREG(status.st_mode);
}

static bool write_special(const char *path, pid_t pid)
{
	int descriptor = open_above(path, O_WRONLY | O_NONBLOCK | O_NOCTTY, 0);
	bool written = descriptor >= 0 && write_number(descriptor, pid);
	int reason = errno;

	if (descriptor >= 0)
		close(descriptor);
	errno = reason;
	return written;
}

bool pidfile_write(const char *path, pid_t pid)
{
	/* beside path, since a rename does not cross file systems; pid makes the name our own */
	char temporary[PATH_MAX];
	struct output name;
	int descriptor, reason;

	if (is_special(path))
		return write_special(path, pid);
	if (strlen(path) + 16 > sizeof(temporary)) {
		errno = ENAMETOOLONG;
		return false;
	}
	output_start(&name, -1, temporary, sizeof(temporary));
	output_format(&name, "%s.%d", path, (int)pid);
	output_char(&name, '\0');
	unlink(temporary); /* left by one of our number that was killed here */
	descriptor = open_above(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
	if (descriptor < 0)
		return false;
	if (write_number(descriptor, pid) && !rename(temporary, path)) {
		close(descriptor);
		return true;
	}
	reason = errno;
	close(descriptor);
	unlink(temporary);
	errno = reason;
	return false;
}

void pidfile_remove(const char *path)
{
	int reason = errno;

	if (!is_special(path))
		unlink(path);
	errno = reason;
}
