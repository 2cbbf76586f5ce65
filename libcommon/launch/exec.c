/* exec.c - becoming another program.
 *
 * An applet is started by executing this program again: by /proc/self/exe, or by the path that the
 * kernel reports in AT_EXECFN. After a change of root neither may exist, or that path may lead to
 * another program; so a descriptor that was opened before is executed then (execveat). The kernel
 * tells a program started that way that its path is "/dev/fd/N". N stays open in that one case, so
 * that the program can execute itself once more if it has to start yet another applet; before it
 * executes anything it makes N close-on-exec, so no command ever inherits it.
 *
 * A kernel without execveat (before 3.19; qemu's user mode) and a new root without /proc leave
 * nothing to execute: there the applet runs in the process that has changed its root.
 *
 * A program of one applet (STANDALONE) has no other to start.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "applet/dispatch.h"
#include "applet/failure.h"
#include "applet/list.h"
#include "applet/self.h"
#include "applet_list.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/number.h"
#include "text/variable.h"

extern char **environ;

static int self = -1;
static pid_t keeper; /* the process that has opened it; not a child that it has made by vfork */

/*
 * Takes over the descriptor by which this program was started: it is O_PATH and not one of the
 * standard ones. Any other belongs to the command.
 */
static void inherit_self(void)
{
	static const char prefix[] = "/dev/fd/";
	const char *path = self_path();
	long long descriptor;

	if (STANDALONE || self >= 0 || !path || !text_begins(path, prefix, sizeof(prefix) - 1) ||
	    number_parse(path + sizeof(prefix) - 1, 3, INT_MAX, &descriptor) != NUMBER_OK)
		return;
	if (descriptor_control((int)descriptor, F_GETFL, 0) & O_PATH &&
	    descriptor_control((int)descriptor, F_SETFD, FD_CLOEXEC) == 0)
		self = (int)descriptor;
}

void exec_keep_self(void)
{
	if (STANDALONE)
		return;
	inherit_self();
	keeper = getpid();
	if (self < 0)
		self = open_above("/proc/self/exe", O_PATH, 0);
	if (self < 0 && self_path())
		self = open_above(self_path(), O_PATH, 0);
}

/* execve; a file in no executable format is a script of /bin/sh. */
static void execute(const char *path, char *const argv[])
{
	size_t count = 1;

	execve(path, argv, environ);
	if (errno != ENOEXEC)
		return;
	while (argv[count - 1])
		count++;

	char *script[count + 1]; /* "sh", path, argv[1] ... NULL */

	script[0] = (char *)"/bin/sh";
	script[1] = (char *)path;
	memcpy(script + 2, argv + 1, (count - 1) * sizeof(*argv));
	execve(script[0], script, environ);
}

/*
 * Whether something may exist at path. A failed access costs the kernel a sixth of a failed
 * execve; in doubt execve decides, so that its errno is the one reported.
 */
static bool may_exist(const char *path)
{
	return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* Tries name in each element of path. Returns only on failure, with the errno execvp would give. */
static void search(const char *path, const char *name, char *const argv[])
{
	size_t length = strlen(name);
	int reason = ENOENT; /* of the last element, except that EACCES outranks all others */

	if (length == 0 || length > NAME_MAX) {
		errno = length ? ENAMETOOLONG : ENOENT;
		return;
	}
	for (const char *element = path ? path : "/bin:/usr/bin";; element++) {
		size_t size = byte_find(element, ':') - element;

		if (size < PATH_MAX) {
			char candidate[size + length + 2]; /* PATH_MAX of it would fault */

			memcpy(candidate, element, size);
			candidate[size] = '/';
			memcpy(candidate + size + (size > 0), name, length + 1);
			errno = ENOENT;
			if (may_exist(candidate))
				execute(candidate, argv);
			reason = reason == EACCES ? EACCES : errno;
			if (errno != EACCES && errno != ENOENT && errno != ENOTDIR &&
			    errno != ESTALE && errno != ENODEV && errno != ETIMEDOUT)
				return;
		}
		element += size;
		if (!*element)
			break;
	}
	errno = reason;
}

/* Executes this program again under the name of an applet. Fails with ENOENT. */
static void execute_self(const char *name, char *const argv[])
{
	size_t count = 1;

	while (argv[count - 1])
		count++;

	char *renamed[count];
	bool lacking = false;

	memcpy(renamed, argv, sizeof(renamed));
	renamed[0] = (char *)name;
	if (self >= 0) {
		descriptor_control(self, F_SETFD, 0);
		syscall(SYS_execveat, self, "", renamed, environ, AT_EMPTY_PATH);
		lacking = errno == ENOSYS;
		descriptor_control(self, F_SETFD, FD_CLOEXEC);
	}
	execve("/proc/self/exe", renamed, environ);
	if (self < 0 && self_path())
		execve(self_path(), renamed, environ);
	if (lacking && keeper == getpid() && !(running_applet->flags & APPLET_NEEDS_EXEC))
		dispatch_run(applet_find(name), (int)count - 1, renamed);
	errno = ENOENT;
}

static bool is_applet(const char *name)
{
	return !STANDALONE && applet_find(name);
}

int exec_command_in(const char *path, const char *command, char *const argv[])
{
	inherit_self();
	if (*byte_find(command, '/')) {
		execute(command, argv);
	} else {
		search(path, command, argv);
		if ((errno == ENOENT || errno == ENOTDIR) && is_applet(command))
			execute_self(command, argv);
	}
	return errno == ENOENT ? 127 : 126;
}

int exec_path(const char *path, char *const argv[])
{
	inherit_self();
	execute(path, argv);
	if (errno == ENOENT && is_applet(path))
		execute_self(path, argv);
	return errno == ENOENT ? 127 : 126;
}

int exec_command_as(const char *command, char *const argv[])
{
	/* a launch by a path does not need to look for PATH */
	if (*byte_find(command, '/'))
		return exec_path(command, argv);
	return exec_command_in(variable_value("PATH"), command, argv);
}

int exec_command(char *const argv[])
{
	return exec_command_as(argv[0], argv);
}

int exec_or_complain(char *const argv[])
{
	int status = exec_command(argv);

	return error("failed to execute %pn: %m", argv[0]) ? status : failure_status();
}
