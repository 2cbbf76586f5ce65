/* pidfile_write.c - writing a file that contains a process ID, and undoing that. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "target/pidfile_write.h"
#include "text/format.h"
#include "text/retry.h"

enum {
	LOCK_TRIES = 200, /* ten milliseconds apart */
	NAMES = 100,
	COPY_SIZE = 1 << 20,
};

static bool write_number(int descriptor, pid_t pid)
{
	char buffer[32];
	struct output output;

	output_start(&output, descriptor, buffer, sizeof(buffer));
	output_format(&output, "%d\n", (int)pid);
	return output_flush(&output);
}

/*
 * A device or a FIFO, even by way of a link, such as /dev/null or /dev/stdout: not to be replaced.
 */
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

/* Locks the directory of path, so that each writer sees the result of the one before it. */
static int lock_directory(const char *path, char buffer[PATH_MAX])
{
	static const struct timespec pause = { .tv_nsec = 10000000 };
	const char *slash = strrchr(path, '/');
	size_t length = slash ? slash + 1 - path : 0;
	int descriptor, tries = LOCK_TRIES;

	memcpy(buffer, path, length);
	strcpy(buffer + length, length ? "" : ".");
	descriptor = open_above(buffer, O_RDONLY | O_DIRECTORY, 0);
	while (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) && tries-- &&
	       (errno == EWOULDBLOCK || errno == EINTR))
		nanosleep(&pause, NULL);
	return descriptor;
}

/* Opens what is at path for pidfile_undo: a file, or a link itself. Returns false with errno. */
static bool keep_replaced(struct pidfile *file)
{
	file->replaced = open_above(file->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);
	if (file->replaced < 0 && errno == ELOOP)
		file->replaced = open_above(file->path, O_PATH | O_NOFOLLOW, 0);
	return file->replaced >= 0 || errno == ENOENT;
}

/*
 * A name for a new file that is to be renamed: in the same directory, because a rename cannot cross
 * file systems. Other files may have such names; then the next one is tried. Returns false after
 * the last one.
 */
static bool name_temporary(char name[PATH_MAX], const struct pidfile *file, int try)
{
	if (try == 0)
		format_text(name, PATH_MAX, "%s.%d", file->path, (int)file->pid);
	else
		format_text(name, PATH_MAX, "%s.%d.%d", file->path, (int)file->pid, try);
	return try < NAMES;
}

/* A new file for writing, whose name is set, or -1 with errno. */
static int create_temporary(char name[PATH_MAX], const struct pidfile *file, mode_t mode)
{
	int descriptor = -1, try = 0;

	errno = EEXIST;
	while (descriptor < 0 && errno == EEXIST && name_temporary(name, file, try++))
		descriptor = open_above(name, O_WRONLY | O_CREAT | O_EXCL, mode);
	return descriptor;
}

/* Puts the complete file in place, or removes it and returns false with errno. */
static bool finish_temporary(const char *name, const struct pidfile *file, int descriptor,
			     bool complete)
{
	int reason;

	complete = complete && !rename(name, file->path);
	reason = errno;
	close(descriptor);
	if (!complete)
		unlink(name);
	errno = reason;
	return complete;
}

static void release(struct pidfile *file)
{
	int reason = errno;

	if (file->replaced >= 0)
		close(file->replaced);
	if (file->lock >= 0)
		close(file->lock);
	file->replaced = file->lock = -1;
	errno = reason;
}

static bool write_temporary(struct pidfile *file, char name[PATH_MAX])
{
	int descriptor = create_temporary(name, file, 0644);
	struct stat status;
	bool complete;

	if (descriptor < 0)
		return false;
	complete = write_number(descriptor, file->pid) && !fstat(descriptor, &status);
	if (complete) {
		file->device = status.st_dev;
		file->inode = status.st_ino;
	}
	return finish_temporary(name, file, descriptor, complete);
}

bool pidfile_write(struct pidfile *file, const char *path, pid_t pid)
{
	char name[PATH_MAX];

	file->path = path;
	file->pid = pid;
	file->lock = file->replaced = -1;
	file->special = is_special(path);
	if (file->special)
		return write_special(path, pid);
	if (strlen(path) + 16 > sizeof(name)) {
		errno = ENAMETOOLONG;
		return false;
	}
	file->lock = lock_directory(path, name);
	if (keep_replaced(file) && write_temporary(file, name))
		return true;
	release(file);
	return false;
}

/* A copy of the file that was replaced, which has no name any more. */
static bool restore_file(const struct pidfile *file, char name[PATH_MAX])
{
	int descriptor = create_temporary(name, file, S_IRUSR | S_IWUSR), left = RETRIES;
	struct stat status;
	bool complete;
	ssize_t count;

	if (descriptor < 0)
		return false;
	do
		count = sendfile(descriptor, file->replaced, NULL, COPY_SIZE);
	while (count > 0 || (count < 0 && retry_interrupted(&left)));
	complete = count == 0 && !fstat(file->replaced, &status) &&
		   (!fchown(descriptor, status.st_uid, status.st_gid) || errno == EPERM) &&
		   !fchmod(descriptor, status.st_mode & 0777);
	return finish_temporary(name, file, descriptor, complete);
}

/* A link to target, as it was before. */
static bool restore_link(const struct pidfile *file, char name[PATH_MAX], const char *target)
{
	int result = -1, try = 0;

	errno = EEXIST;
	while (result && errno == EEXIST && name_temporary(name, file, try++))
		result = symlink(target, name);
	return !result && finish_temporary(name, file, -1, true);
}

static bool restore(const struct pidfile *file)
{
	char name[PATH_MAX], target[PATH_MAX];
	ssize_t length = readlinkat(file->replaced, "", target, sizeof(target) - 1);

	if (length < 0)
		return restore_file(file, name);
	target[length] = '\0';
	return restore_link(file, name, target);
}

void pidfile_undo(struct pidfile *file)
{
	struct stat status;
	int reason = errno;

	if (!file->special && !lstat(file->path, &status) && status.st_dev == file->device &&
	    status.st_ino == file->inode && !(file->replaced >= 0 && restore(file)))
		unlink(file->path);
	release(file);
	errno = reason;
}
