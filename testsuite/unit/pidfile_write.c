/* pidfile_write - writing a file that contains a process ID, and undoing that */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "target/pidfile_write.h"

static int enter_scratch(void **state)
{
	set_up(state);
	return chdir(scratch());
}

static struct pidfile file;

/* Writes it and keeps that. */
static bool put(const char *path, pid_t pid)
{
	bool written = pidfile_write(&file, path, pid);

	for (int i = 0; written && i < 2; i++) {
		int *open = i ? &file.lock : &file.replaced;

		if (*open >= 0)
			close(*open);
		*open = -1;
	}
	return written;
}

static void expect_file(const char *path, const char *wanted)
{
	char text[64];
	int descriptor = open(path, O_RDONLY);
	ssize_t count = read(descriptor, text, sizeof(text) - 1);

	assert_true(count >= 0);
	text[count] = '\0';
	close(descriptor);
	assert_string_equal(text, wanted);
}

static int entries(void)
{
	DIR *directory = opendir(".");
	int count = 0;

	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static void writes(void **state)
{
	int before;

	enter_scratch(state);
	before = entries();
	umask(022);
	assert_true(put("one", 1));
	expect_file("one", "1\n");
	assert_int_equal(mode_of("one"), 0644);
	assert_true(put("one", 4194304));
	expect_file("one", "4194304\n");
	umask(077);
	assert_true(put(formatted("%s/two", scratch()), 2147483647));
	expect_file("two", "2147483647\n");
	assert_int_equal(mode_of("two"), 0600);
	umask(022);
	assert_int_equal(entries(), before + 2);
}

static void replaces(void **state)
{
	char text[16];
	int old;

	enter_scratch(state);
	assert_true(put("file", 11));
	old = open("file", O_RDONLY);
	assert_true(put("file", 22));
	assert_int_equal(read(old, text, sizeof(text)), 3); /* the reader has the previous file */
	assert_memory_equal(text, "11\n", 3);
	close(old);
	expect_file("file", "22\n");
	/* a link is replaced, and not written through */
	assert_int_equal(symlink("elsewhere", "link"), 0);
	assert_true(put("link", 33));
	assert_int_equal(access("elsewhere", F_OK), -1);
	expect_file("link", "33\n");
}

static ssize_t full(int descriptor, const void *bytes, size_t count)
{
	(void)descriptor;
	(void)bytes;
	(void)count;
	errno = ENOSPC;
	return -1;
}

static void fails(void **state)
{
	char path[PATH_MAX + 2];
	int before;

	enter_scratch(state);
	assert_true(put("kept", 44));
	before = entries();
	on_write = full;
	assert_false(put("kept", 55));
	assert_int_equal(errno, ENOSPC);
	on_write = NULL;
	expect_file("kept", "44\n");
	assert_false(put("missing/file", 1));
	assert_int_equal(errno, ENOENT);
	assert_int_equal(mkdir("directory", 0755), 0);
	assert_false(put("directory", 1));
	assert_int_equal(errno, EISDIR);
	assert_int_equal(entries(), before + 1);
	memset(path, '/', sizeof(path));
	path[0] = '.';
	for (size_t length = PATH_MAX - 30; length < sizeof(path); length++) {
		bool fits = length + 16 <= PATH_MAX;

		path[length - 1] = 'x';
		path[length] = '\0';
		errno = 0;
		assert_int_equal(put(path, 2147483647), fits);
		assert_int_equal(errno, fits ? 0 : ENAMETOOLONG);
		path[length - 1] = path[length] = '/';
	}
}

static void leftovers(void **state)
{
	int old;

	enter_scratch(state);
	old = open("file.66", O_WRONLY | O_CREAT, 0600);
	assert_true(old >= 0);
	close(old);
	assert_int_equal(symlink("elsewhere", "file.66.1"), 0);
	assert_true(put("file", 66));
	expect_file("file", "66\n");
	expect_file("file.66", "");
	assert_int_equal(access("elsewhere", F_OK), -1);
}

static void special(void **state)
{
	struct stat status;
	char text[16];
	int reader;

	enter_scratch(state);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	reader = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_true(put("fifo", 77));
	assert_int_equal(read(reader, text, sizeof(text)), 3);
	assert_memory_equal(text, "77\n", 3);
	pidfile_undo(&file);
	assert_int_equal(stat("fifo", &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
	close(reader);
}

static void undoes(void **state)
{
	char target[16];
	struct stat status;
	int before;

	enter_scratch(state);
	before = entries();
	assert_true(pidfile_write(&file, "new", 1));
	pidfile_undo(&file);
	assert_int_equal(entries(), before);

	assert_true(put("old", 22));
	assert_int_equal(chmod("old", 0640), 0);
	assert_true(pidfile_write(&file, "old", 33));
	expect_file("old", "33\n");
	pidfile_undo(&file);
	expect_file("old", "22\n");
	assert_int_equal(mode_of("old"), 0640);

	assert_int_equal(symlink("target", "old_link"), 0);
	assert_true(pidfile_write(&file, "old_link", 44));
	expect_file("old_link", "44\n");
	errno = ENOEXEC;
	pidfile_undo(&file);
	assert_int_equal(errno, ENOEXEC);
	assert_int_equal(lstat("old_link", &status), 0);
	assert_int_equal(readlink("old_link", target, sizeof(target)), 6);
	assert_memory_equal(target, "target", 6);
	assert_int_equal(entries(), before + 2);
}

static void leaves(void **state)
{
	struct pidfile first;

	enter_scratch(state);
	assert_true(put("file", 11));
	assert_true(pidfile_write(&first, "file", 22));
	close(first.lock); /* or the next one would wait */
	first.lock = -1;
	assert_true(put("file", 33));
	pidfile_undo(&first);
	expect_file("file", "33\n");
	assert_true(pidfile_write(&first, "file", 44));
	assert_int_equal(unlink("file"), 0);
	pidfile_undo(&first);
	assert_int_equal(access("file", F_OK), -1);
}

static int deny_reading(const char *path, int flags, mode_t mode)
{
	if (flags & O_CREAT)
		return openat(AT_FDCWD, path, flags, mode);
	errno = EACCES;
	return -1;
}

static void unreadable(void **state)
{
	enter_scratch(state);
	assert_true(put("file", 11));
	on_open = deny_reading;
	assert_false(put("file", 22));
	assert_int_equal(errno, EACCES);
	on_open = NULL;
	expect_file("file", "11\n");
}

static void makes(void **state)
{
	struct stat status;
	char text[16];
	int before, reader;

	enter_scratch(state);
	before = entries();
	umask(027);
	assert_true(pidfile_make(&file, "made", 1, ""));
	expect_file("made", "1\n");
	assert_int_equal(mode_of("made"), 0640);
	assert_int_equal(entries(), before + 1);
	umask(0);
	reader = open("made", O_RDONLY);
	assert_true(pidfile_make(&file, "./made", 2147483647, "more 1\n"));
	assert_int_equal(read(reader, text, sizeof(text)), 2); /* the previous file */
	close(reader);
	expect_file("made", "2147483647\nmore 1\n");
	assert_int_equal(mode_of("made"), 0666);
	umask(022);
	/* a link is neither followed nor replaced */
	assert_int_equal(symlink("elsewhere", "alias"), 0);
	assert_false(pidfile_make(&file, "alias", 3, ""));
	assert_int_equal(errno, ELOOP);
	assert_int_equal(lstat("alias", &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(access("elsewhere", F_OK), -1);
	assert_false(pidfile_make(&file, "nowhere/file", 3, ""));
	assert_int_equal(errno, ENOENT);
	assert_true(pidfile_make(&file, "/dev/null", 3, ""));
	pidfile_revoke(&file);
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_int_equal(entries(), before + 2);
}

static int no_new_files(const char *path, int flags, mode_t mode)
{
	if (flags & O_EXCL) {
		errno = EROFS;
		return -1;
	}
	return openat(AT_FDCWD, path, flags, mode);
}

static void makes_in_place(void **state)
{
	enter_scratch(state);
	assert_true(put("old_place", 123456));
	on_open = no_new_files;
	assert_true(pidfile_make(&file, "old_place", 7, ""));
	expect_file("old_place", "7\n");
	assert_false(pidfile_make(&file, "new_place", 7, ""));
	assert_int_equal(errno, EROFS); /* why no file can be made */
	on_open = NULL;
	assert_int_equal(access("new_place", F_OK), -1);
	on_write = full;
	assert_false(pidfile_make(&file, "new_place", 7, ""));
	assert_int_equal(errno, ENOSPC);
	on_write = NULL;
	assert_int_equal(access("new_place", F_OK), -1);
}

static void revokes(void **state)
{
	struct pidfile other;

	enter_scratch(state);
	assert_true(pidfile_make(&file, "revoked", 1, ""));
	/* whatever the directory is by then */
	assert_int_equal(chdir("/"), 0);
	pidfile_revoke(&file);
	enter_scratch(state);
	assert_int_equal(access("revoked", F_OK), -1);
	assert_true(pidfile_make(&file, "revoked", 2, ""));
	assert_true(pidfile_make(&other, "revoked", 3, ""));
	pidfile_revoke(&file);
	expect_file("revoked", "3\n");
	pidfile_revoke(&other);
	assert_int_equal(access("revoked", F_OK), -1);
	if (geteuid())
		return;
	/* where it cannot be removed any more */
	assert_true(pidfile_make(&file, "revoked", 4, ""));
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(seteuid(54321), 0);
	pidfile_revoke(&file);
	assert_int_equal(seteuid(0), 0);
	expect_file("revoked", "");
}

static const struct CMUnitTest tests[] = {
	{ .name = "contains the number and a newline, with mode 0644 minus the umask",
	  .test_func = writes },
	{ .name = "replaces the file atomically", .test_func = replaces },
	{ .name = "leaves the file alone when it fails", .test_func = fails },
	{ .name = "leaves files that have its temporary names alone", .test_func = leftovers },
	{ .name = "writes into a FIFO and does not remove it", .test_func = special },
	{ .name = "restores a file or link that it has replaced", .test_func = undoes },
	{ .name = "does not undo what another process has written since", .test_func = leaves },
	{ .name = "does not replace what it could not restore", .test_func = unreadable },
	{ .name = "makes a file with more text and mode 0666 minus the umask, never through a link",
	  .test_func = makes },
	{ .name = "writes in place only where it cannot create a file",
	  .test_func = makes_in_place },
	{ .name = "revokes its own file, or empties it", .test_func = revokes },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("pidfile_write", tests);
}
