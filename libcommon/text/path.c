/* path.c - the names of files. */
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text/format.h"
#include "text/path.h"

const char *base_name(const char *path)
{
	const char *base = path;

	while (*path) {
		if (*path++ == '/')
			base = path;
	}
	return base;
}

bool path_here(char *path, size_t size)
{
	if (syscall(SYS_getcwd, path, size) < 0)
		return false;
	errno = ENOENT; /* it is not below our root, and begins with "(unreachable)" */
	return *path == '/';
}

bool path_from_here(char *path, size_t size, const char *file)
{
	size_t length = 0;

	if (*file != '/') {
		if (!path_here(path, size))
			return false;
		length = strlen(path);
	}
	errno = ENAMETOOLONG;
	return format_text(path + length, size - length, length ? "/%s" : "%s", file);
}
