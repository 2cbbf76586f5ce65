/* pidfile_write.c - writing a file that contains a process ID, and undoing that. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "target/pidfile_write.h"
#include "text/format.h"
#include "text/path.h"
#include "text/retry.h"

enum {
	NAMES = 100,
	COPY_SIZE = 1 << 20,
};

static bool write_number(int descriptor, pid_t pid, const char *more)
{
	char buffer[128];
	struct output output;

	output_start(&output, descriptor, buffer, sizeof(buffer));
	output_format(&output, "%d\n%s", (int)pid, more);
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

static bool write_special(const char *path, pid_t pid, const char *more)
{
	int descriptor = open_above(path, O_WRONLY | O_NONBLOCK | O_NOCTTY, 0);
	bool written = descriptor >= 0 && write_number(descriptor, pid, more);

	close_keeping_errno(descriptor);
	return written;
}

static int open_directory(const char *path, char buffer[PATH_MAX])
{
	size_t length = base_name(path) - path;

	memcpy(buffer, path, length);
	if (!length)
		buffer[length++] = '.';
	buffer[length] = '\0';
	return open_above(buffer, O_RDONLY | O_DIRECTORY, 0);
}

/* Locks the directory of path, so that each writer sees the result of the one before it. */
static int lock_directory(const char *path, char buffer[PATH_MAX])
{
	int descriptor = open_directory(path, buffer);

	if (descriptor >= 0)
		lock_soon(descriptor);
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
static bool finish_temporary(const char *name, const struct pidfile *file, bool complete)
{
	int reason;

	complete = complete && !rename(name, file->path);
	reason = errno;
	if (!complete)
		unlink(name);
	errno = reason;
	return complete;
}

/* The same, and closes the file. */
static bool close_temporary(const char *name, const struct pidfile *file, int descriptor,
			    bool complete)
{
	complete = finish_temporary(name, file, complete);
	close(descriptor); /* which keeps errno */
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
	complete = write_number(descriptor, file->pid, "") && !fstat(descriptor, &status);
	if (complete) {
		file->device = status.st_dev;
		file->inode = status.st_ino;
	}
	return close_temporary(name, file, descriptor, complete);
}

bool pidfile_write(struct pidfile *file, const char *path, pid_t pid)
{
	char name[PATH_MAX];

	file->path = path;
	file->pid = pid;
	file->lock = file->replaced = -1;
	file->special = is_special(path);
	if (file->special)
		return write_special(path, pid, "");
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
		   (!fchownat(descriptor, "", status.st_uid, status.st_gid, AT_EMPTY_PATH) ||
		    errno == EPERM) &&
		   !descriptor_set_mode(descriptor, status.st_mode & 0777);
	return close_temporary(name, file, descriptor, complete);
}

/* A link to target, as it was before. */
static bool restore_link(const struct pidfile *file, char name[PATH_MAX], const char *target)
{
	int result = -1, try = 0;

	errno = EEXIST;
	while (result && errno == EEXIST && name_temporary(name, file, try++))
		result = symlink(target, name);
	return !result && finish_temporary(name, file, true);
}

static bool restore(const struct pidfile *file)
{
	char name[PATH_MAX], target[PATH_MAX];

	if (link_read(file->replaced, "", target, sizeof(target)) < 0)
		return restore_file(file, name);
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

/*
 * Opens the file itself to be written in place, where there can be no new one. If there is none
 * either, errno stays why there can be no new one.
 */
static int open_in_place(const struct pidfile *file)
{
	int reason = errno, descriptor = -1;

	if (reason == EACCES || reason == EPERM || reason == EROFS)
		descriptor = open_above(file->path, O_WRONLY | O_TRUNC | O_NOFOLLOW | O_NONBLOCK |
						    O_NOCTTY, 0);
	if (descriptor < 0 && errno == ENOENT)
		errno = reason;
	return descriptor;
}

bool pidfile_make(struct pidfile *file, const char *path, pid_t pid, const char *more)
{
	char name[PATH_MAX];
	struct stat status;
	bool in_place, complete;

	*file = (struct pidfile){ .path = path, .pid = pid, .lock = -1, .replaced = -1 };
	if (lstat(path, &status) == 0) {
		errno = ELOOP;
		if (S_ISLNK(status.st_mode))
			return false;
		file->special = !S_ISREG(status.st_mode);
		if (file->special)
			return write_special(path, pid, more);
	} else if (errno != ENOENT) {
		return false;
	}
	file->lock = open_directory(path, name);
	file->replaced = create_temporary(name, file, 0666);
	in_place = file->replaced < 0;
	if (in_place)
		file->replaced = open_in_place(file);
	complete = file->replaced >= 0 && write_number(file->replaced, pid, more) &&
		   fstat(file->replaced, &status) == 0;
	file->device = status.st_dev;
	file->inode = status.st_ino;
	if (!in_place && !finish_temporary(name, file, complete))
		complete = false;
	if (!complete)
		release(file);
	return complete;
}

void pidfile_revoke(const struct pidfile *file)
{
	const char *name = file->lock < 0 ? file->path : base_name(file->path);
	int directory = file->lock < 0 ? AT_FDCWD : file->lock;
	struct stat status;

	if (file->replaced < 0 || fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) ||
	    status.st_dev != file->device || status.st_ino != file->inode)
		return;
	if (unlinkat(directory, name, 0) && ftruncate(file->replaced, 0))
		return; /* nothing more can be done */
}
