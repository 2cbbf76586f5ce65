/* path.c - the names of files. */
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
