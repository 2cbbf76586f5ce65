/* proc_status.c - a process as the kernel tells of it in /proc/PID/status. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "procfs.h"
#include "proc_status.h"
#include "utf8.h"

struct field {
	const char *name;
	unsigned short at; /* where its number goes */
	unsigned char base;
	bool second; /* number of the line */
};

static const struct field fields[] = {
	{ "Tgid:", offsetof(struct proc_status, process), 10, false },
	{ "PPid:", offsetof(struct proc_status, parent), 10, false },
	{ "TracerPid:", offsetof(struct proc_status, tracer), 10, false },
	{ "Uid:", offsetof(struct proc_status, user), 10, true },
	{ "Gid:", offsetof(struct proc_status, group), 10, true },
	{ "VmSize:", offsetof(struct proc_status, memory), 10, false },
	{ "Threads:", offsetof(struct proc_status, threads), 10, false },
	{ "SigIgn:", offsetof(struct proc_status, ignored), 16, false },
	{ "SigCgt:", offsetof(struct proc_status, caught), 16, false },
	{ "Seccomp:", offsetof(struct proc_status, seccomp), 10, false },
	{ "Seccomp_filters:", offsetof(struct proc_status, filters), 10, false },
};

enum { FIELDS = sizeof(fields) / sizeof(*fields) };

static long long *value(struct proc_status *status, const struct field *field)
{
	return (long long *)(void *)((char *)status + field->at);
}

static void take_name(struct proc_status *status, const char *name)
{
	bool utf8 = utf8_locale();
	size_t used = 0;

	while (*name && used < sizeof(status->name) - 4) {
		size_t length = utf8 || (unsigned char)*name < 0x80 ?
					utf8_printable(name, strlen(name)) :
					0;

		if (length)
			memcpy(status->name + used, name, length);
		else
			status->name[used] = '?';
		used += length ? length : 1;
		name += length ? length : 1;
	}
	status->name[used] = '\0';
}

static bool take_line(void *context, const char *line)
{
	struct proc_status *status = context;

	if (!strncmp(line, "Name:\t", 6))
		take_name(status, line + 6);
	if (!strncmp(line, "State:\t", 7))
		status->state = line[7];
	for (int i = 0; i < FIELDS; i++) {
		size_t length = strlen(fields[i].name);

		if (strncmp(line, fields[i].name, length) != 0)
			continue;
		line += length + strspn(line + length, "\t ");
		*value(status, &fields[i]) = (long long)line_number(&line, fields[i].base);
		line += strspn(line, "\t ");
		if (fields[i].second)
			*value(status, &fields[i]) = (long long)line_number(&line, 10);
		break;
	}
	return true;
}

/* PF_KTHREAD, in the seventh field behind the name. */
static bool take_flags(void *context, const char *line)
{
	enum { FIELD = 7, KERNEL_THREAD = 0x200000 };
	const char *at = strrchr(line, ')');
	bool *kernel = context;

	for (int i = 0; at && i < FIELD; i++)
		at = strchr(at + 1, ' ');
	if (at) {
		at++;
		*kernel = line_number(&at, 10) & KERNEL_THREAD;
	}
	return false;
}

static bool is_kernel_thread(pid_t pid)
{
	int descriptor = proc_open(pid, "stat", O_RDONLY);
	bool kernel = false;

	if (descriptor < 0)
		return false;
	lines_each(descriptor, take_flags, &kernel);
	close(descriptor);
	return kernel;
}

bool proc_status_read(pid_t pid, struct proc_status *status)
{
	int descriptor = proc_open(pid, "status", O_RDONLY);
	bool complete;
	int reason;

	memset(status, 0, sizeof(*status));
	for (int i = 0; i < FIELDS; i++)
		*value(status, &fields[i]) = -1;
	if (descriptor < 0)
		return false;
	complete = lines_each(descriptor, take_line, status);
	reason = errno;
	close(descriptor);
	status->kernel = status->memory < 0 && is_kernel_thread(pid);
	errno = complete ? ESRCH : reason;
	return complete && status->process > 0;
}

pid_t proc_living_task(pid_t pid)
{
	int directory = proc_open(pid, "task", O_RDONLY | O_DIRECTORY);
	struct proc_status status;
	struct scan scan;
	pid_t task;

	if (directory < 0)
		return 0;
	scan_start(&scan, directory);
	do
		task = scan_next(&scan);
	while (task && (!proc_status_read(task, &status) || status.state == 'Z' ||
			status.state == 'X'));
	close(directory);
	return task;
}
