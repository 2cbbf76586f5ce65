/* reopen.c - making another process open a file that we have open. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "proc/procfs.h"
#include "ptrace/area.h"
#include "ptrace/remote_call.h"
#include "reopen.h"
#include "text/format.h"

enum { PATH = 512 /* where the path is in our mapping there */ };

/* 0 if this descriptor of the process is the same file as ours, EXDEV if not, or another errno. */
static int compare(pid_t pid, int ours, int theirs)
{
	struct stat one, other;
	char name[32];
	int descriptor, reason;

	format_text(name, sizeof(name), "fd/%d", theirs);
	descriptor = proc_open(pid, name, O_PATH);
	if (descriptor < 0)
		return errno;
	if (fstat(descriptor, &one) || fstat(ours, &other))
		reason = errno;
	else
		reason = one.st_dev == other.st_dev && one.st_ino == other.st_ino ? 0 : EXDEV;
	close(descriptor);
	return reason;
}

int64_t reopen_file(struct remote *remote, pid_t pid, int ours)
{
	const uint64_t arguments[6] = {
		AT_FDCWD,
		remote->area.start + PATH,
		O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | remote->large_file,
	};
	char name[32], path[PATH_MAX];
	ssize_t length;
	int64_t theirs;
	int reason;

	format_text(name, sizeof(name), "/proc/self/fd/%d", ours);
	length = link_read(AT_FDCWD, name, path, sizeof(path));
	if (length < 0)
		return -errno;
	if (!area_write(remote, PATH, path, length + 1))
		return -EIO;
	theirs = remote_call(remote, CALL_OPENAT, arguments);
	reason = theirs < 0 ? 0 : compare(pid, ours, (int)theirs);
	if (!reason)
		return theirs;
	remote_close(remote, (int)theirs);
	return -reason;
}
