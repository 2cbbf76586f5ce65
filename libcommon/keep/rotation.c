/* rotation.c - old files of a log. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "keep/rotation.h"
#include "text/format.h"

bool rotation_name(char name[ROTATION_PATH], const char *path, unsigned number)
{
	return format_text(name, ROTATION_PATH, number ? "%s.%u" : "%s", path, number);
}

bool rotation_shift(const char *path, unsigned keep)
{
	char from[ROTATION_PATH], to[ROTATION_PATH];

	if (keep == 0)
		return unlink(path) == 0;
	for (unsigned number = keep; number > 0; number--) {
		if (!rotation_name(to, path, number) || !rotation_name(from, path, number - 1) ||
		    rename(from, to)) {
			if (number == 1)
				return false;
		}
	}
	return true;
}

static bool look_at(const char *path, unsigned number, struct stat *status)
{
	char name[ROTATION_PATH];

	return rotation_name(name, path, number) && stat(name, status) == 0;
}

/* The number of the file after the given one, or -1. */
static int find_next(const char *path, unsigned keep, const struct stat *file)
{
	struct stat status;
	unsigned own = keep + 1;

	/* upwards, as files are renamed: it cannot be passed by */
	for (unsigned number = 0; file && number <= keep; number++) {
		if (look_at(path, number, &status) && status.st_ino == file->st_ino &&
		    status.st_dev == file->st_dev) {
			own = number;
			break;
		}
	}
	while (own-- > 0) {
		if (look_at(path, own, &status))
			return own;
	}
	return -1;
}

int rotation_open_next(const char *path, unsigned keep, const struct stat *file)
{
	char name[ROTATION_PATH];

	for (int tries = 0; tries < 100; tries++) {
		int number = find_next(path, keep, file), descriptor;

		if (number < 0 || !rotation_name(name, path, number))
			break;
		descriptor = open_above(name, O_RDONLY | O_NOCTTY | O_NONBLOCK, 0);
		/* renamed meanwhile, it was perhaps another one */
		if (find_next(path, keep, file) == number)
			return descriptor;
		if (descriptor >= 0)
			close(descriptor);
	}
	errno = ENOENT;
	return -1;
}
