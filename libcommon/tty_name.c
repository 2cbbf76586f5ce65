/* tty_name.c - terminals: their names and the numbers that processes have them by. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "format.h"
#include "tty_name.h"

bool tty_parse(const char *text, long long *device)
{
	char path[PATH_MAX];
	struct output output;
	struct stat status;
	unsigned low;

	if (strlen(text) + 8 > sizeof(path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	output_start(&output, -1, path, sizeof(path));
	output_format(&output, "%s%s%c", *text == '/' ? "" : "/dev/", text, '\0');
	if (stat(path, &status))
		return false;
	if (!S_ISCHR(status.st_mode)) {
		errno = ENOTTY;
		return false;
	}
	/* the kernel's own way to put both numbers into 32 bits, of a signed number */
	low = minor(status.st_rdev);
	*device = (int)((low & 0xff) | major(status.st_rdev) << 8 | (low & ~0xffU) << 12);
	return true;
}
