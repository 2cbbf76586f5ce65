/* pidfile - files that contain a process ID */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "target/pidfile.h"

static int enter_scratch(void **state)
{
	set_up(state);
	return chdir(scratch());
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
	assert_true(pidfile_write("one", 1));
	expect_file("one", "1\n");
	assert_int_equal(mode_of("one"), 0644);
	assert_true(pidfile_write("one", 4194304));
	expect_file("one", "4194304\n");
	umask(077);
	assert_true(pidfile_write(formatted("%s/two", scratch()), 2147483647));
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
	assert_true(pidfile_write("file", 11));
	old = open("file", O_RDONLY);
	assert_true(pidfile_write("file", 22));
	assert_int_equal(read(old, text, sizeof(text)), 3); /* the reader has the previous file */
	assert_memory_equal(text, "11\n", 3);
	close(old);
	expect_file("file", "22\n");
	/* a link is replaced, and not written through */
	assert_int_equal(symlink("elsewhere", "link"), 0);
	assert_true(pidfile_write("link", 33));
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
	assert_true(pidfile_write("kept", 44));
	before = entries();
	on_write = full;
	assert_false(pidfile_write("kept", 55));
	assert_int_equal(errno, ENOSPC);
	on_write = NULL;
	expect_file("kept", "44\n");
	assert_false(pidfile_write("missing/file", 1));
	assert_int_equal(errno, ENOENT);
	assert_int_equal(mkdir("directory", 0755), 0);
	assert_false(pidfile_write("directory", 1));
	assert_int_equal(errno, EISDIR);
	assert_int_equal(entries(), before + 1);
	memset(path, '/', sizeof(path));
	path[0] = '.';
	for (size_t length = PATH_MAX - 30; length < sizeof(path); length++) {
		bool fits = length + 16 <= PATH_MAX;

		path[length - 1] = 'x';
		path[length] = '\0';
		errno = 0;
		assert_int_equal(pidfile_write(path, 2147483647), fits);
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
	assert_true(pidfile_write("file", 66));
	expect_file("file", "66\n");
	assert_int_equal(access("file.66", F_OK), -1);
}

static void special(void **state)
{
	struct stat status;
	char text[16];
	int reader;

	enter_scratch(state);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	reader = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_true(pidfile_write("fifo", 77));
	assert_int_equal(read(reader, text, sizeof(text)), 3);
	assert_memory_equal(text, "77\n", 3);
	pidfile_remove("fifo");
	assert_int_equal(stat("fifo", &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
	close(reader);
	assert_true(pidfile_write("file", 88));
	pidfile_remove("file");
	assert_int_equal(access("file", F_OK), -1);
}

static const struct CMUnitTest tests[] = {
	{ .name = "contains the number and a newline, with mode 0644 minus the umask",
	  .test_func = writes },
	{ .name = "replaces the file atomically", .test_func = replaces },
	{ .name = "leaves the file alone when it fails", .test_func = fails },
	{ .name = "is not disturbed by what a killed process left behind", .test_func = leftovers },
	{ .name = "writes into a FIFO and does not remove it", .test_func = special },
	{ .name = NULL },
};

int main(void)
{
	return run_subject("pidfile", tests);
}
