/* self.c - the path of this program. */
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "applet/self.h"
#include "file/descriptor.h"
#include "text/error.h"

const char *self_path(void)
{
	return (const char *)getauxval(AT_EXECFN);
}

const char *self_absolute_path(char path[PATH_MAX])
{
	if (link_read(AT_FDCWD, "/proc/self/exe", path, PATH_MAX) > 0)
		return path;
	if (self_path() && self_path()[0] == '/')
		return self_path();
	error("cannot determine the path of holdbox: /proc is not mounted and it was "
	      "started by a relative path");
	return NULL;
}
