/* watch.c - hearing of changes in the directory of services, and of the links that lead to it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "text/format.h"
#include "text/path.h"
#include "watch.h"

enum { LINKS_MAX = 40 };

/* Whether other machines, or programs, may change its files without an event. */
static bool is_remote(const char *path)
{
	static const unsigned magics[] = { 0x6969, 0x65735546, 0x01021997, 0xff534d42, 0xfe534d42 };
	struct statfs filesystem;

	if (statfs(path, &filesystem))
		return false;
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++) {
		if ((unsigned)filesystem.f_type == magics[i])
			return true;
	}
	return false;
}

/* Watches the directory of the first link in path, and resolves that link. False: there is none. */
static bool resolve_link(const struct watch *watch, char path[PATH_MAX])
{
	char target[PATH_MAX];

	for (char *end = path; *end;) {
		char *name, byte;
		ssize_t length;

		end = strchrnul(end + 1, '/');
		byte = *end;
		*end = '\0';
		length = link_read(AT_FDCWD, path, target, sizeof(target));
		*end = byte;
		if (length <= 0)
			continue;
		format_text(target + length, sizeof(target) - (size_t)length, "%s", end);
		*end = '\0';
		name = (char *)base_name(path);
		*name = '\0';
		inotify_add_watch(watch->descriptor, *path ? path : ".",
				  IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM);
		if (*target == '/')
			name = path;
		return format_text(name, PATH_MAX - (size_t)(name - path), "%s", target);
	}
	return false;
}

bool watch_start(struct watch *watch, const char *path)
{
	char resolved[PATH_MAX];

	if (watch->descriptor >= 0)
		close(watch->descriptor);
	watch->blind = is_remote(path);
	watch->descriptor = move_above(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
	if (watch->descriptor < 0)
		return false;
	if (format_text(resolved, sizeof(resolved), "%s", path)) {
		for (int left = LINKS_MAX; left && resolve_link(watch, resolved); left--)
			;
	}
	return inotify_add_watch(watch->descriptor, path,
				 IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
					 IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR) >= 0 ||
	       errno == ENOENT;
}
