/* mirror.c - a directory for a service whose own one is not to be written to. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "file/entries.h"
#include "mirror.h"
#include "text/format.h"
#include "text/path.h"

/* Opens a directory, which is made if it is missing. Returns -1 with errno. */
static int make_directory(int in, const char *name)
{
	if (mkdirat(in, name, 0755) && errno != EEXIST)
		return -1;
	return move_above(file_open(in, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0));
}

/* Makes a link in the directory to, for a name in the directory whose path ends at end. */
static void link_entry(char path[PATH_MAX], char *end, int to, const char *name)
{
	if (*name == '.' || !strcmp(name, "supervise") || !strcmp(name, "log"))
		return;
	/* a directory of that name stays */
	unlinkat(to, name, 0);
	if (format_text(end, PATH_MAX - (size_t)(end - path), "/%s", name))
		symlinkat(path, to, name);
}

static void remove_dead_link(int to, const char *name)
{
	struct stat status;

	if (fstatat(to, name, &status, 0) && errno == ENOENT)
		unlinkat(to, name, 0);
}

/* Mirrors the working directory. */
static bool mirror_here(int to)
{
	int from = open_above(".", O_RDONLY | O_DIRECTORY, 0);
	char path[PATH_MAX];
	struct entries entries;
	const char *name;
	bool known = from >= 0 && path_here(path, sizeof(path));

	if (known) {
		char *end = path + strlen(path);

		entries_start(&entries, from);
		while ((name = entries_next(&entries)))
			link_entry(path, end, to, name);
		entries_start(&entries, to);
		while ((name = entries_next(&entries)))
			remove_dead_link(to, name);
	}
	close_keeping_errno(from);
	return known;
}

bool mirror(int services, int base, const char *state, const char *name)
{
	int root, copy = -1, log = -1;
	bool done;

	root = descriptor_enter(base) ? -1 : open_above(state, O_RDONLY | O_DIRECTORY, 0);
	if (root >= 0)
		copy = make_directory(root, name);
	done = copy >= 0 && descriptor_enter(services) == 0 && chdir(name) == 0 &&
	       mirror_here(copy);
	if (done && chdir("log") == 0) {
		log = make_directory(copy, "log");
		done = log >= 0 && mirror_here(log);
	}
	close_keeping_errno(root);
	close_keeping_errno(copy);
	close_keeping_errno(log);
	return done;
}
