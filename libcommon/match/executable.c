/* executable.c - whether a process executes a certain file. */
#include <limits.h>
#include <string.h>

#include "applet/list.h"
#include "applet/self.h"
#include "match/executable.h"
#include "text/byte.h"
#include "text/path.h"

static const char BOX[] = "holdbox"; /* as in the dispatcher, names may begin with this */

static bool is_same_file(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/* Whether the file is the one that we execute ourselves. */
static bool is_self(const struct stat *file)
{
	struct stat self;

	return (stat("/proc/self/exe", &self) == 0 ||
		(self_path() && stat(self_path(), &self) == 0)) && is_same_file(file, &self);
}

bool executable_find(struct executable *executable, const char *path)
{
	const char *name = base_name(path);

	executable->applet = NULL;
	executable->replaced = false;
	if (stat(path, &executable->file))
		return false;
	/* under its own name it means all applets */
	if (applet_at(1) && !text_begins(name, BOX, sizeof(BOX) - 1) && is_self(&executable->file))
		executable->applet = name;
	return true;
}

/* Whether the file of the process was deleted, and this one is at its path now. */
static bool has_replaced(const struct executable *executable, struct process *process)
{
	static const char mark[] = " (deleted)";
	enum { MARK = sizeof(mark) - 1 };
	char path[PATH_MAX];
	ssize_t length = process_link(process, "exe", path, sizeof(path));
	struct stat file, own;

	if (length <= MARK || strcmp(path + length - MARK, mark))
		return false;
	path[length - MARK] = '\0';
	return stat(path, &file) == 0 && is_same_file(&executable->file, &file) &&
	       stat("/proc/self/ns/mnt", &own) == 0 &&
	       process_file_status(process, "ns/mnt", &file) && is_same_file(&own, &file);
}

bool executable_runs(const struct executable *executable, struct process *process)
{
	struct stat file;
	const char *name;

	if (!process_file_status(process, "exe", &file) ||
	    (!is_same_file(&executable->file, &file) &&
	     !(executable->replaced && has_replaced(executable, process))))
		return false;
	name = executable->applet ? process_name(process) : NULL;
	return !executable->applet || (name && text_begins(name, executable->applet, PROCESS_NAME));
}
