/* executable.c - whether a process executes a certain file. */
#include <string.h>

#include "applet/list.h"
#include "applet/self.h"
#include "match/executable.h"
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
	if (stat(path, &executable->file))
		return false;
	/* under its own name it means all applets */
	if (applets[1] && strncmp(name, BOX, sizeof(BOX) - 1) && is_self(&executable->file))
		executable->applet = name;
	return true;
}

bool executable_runs(const struct executable *executable, struct process *process)
{
	struct stat file;
	const char *name;

	if (!process_file_status(process, "exe", &file) ||
	    !is_same_file(&executable->file, &file))
		return false;
	name = executable->applet ? process_name(process) : NULL;
	return !executable->applet || (name && !strncmp(name, executable->applet, PROCESS_NAME));
}
