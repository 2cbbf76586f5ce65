/* running.c - nohup -p and -g: making running processes and process groups immune to hangups. */
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "rescuer.h"
#include "running.h"
#include "text/error.h"
#include "text/number.h"

enum {
	PASSES = 100, /* over the members of a group */
	SEEN_SIZE = PROCESS_ID_MAX / 8 + 1,
};

struct group {
	struct rescuer *rescuer;
	pid_t group;
	unsigned char *seen; /* a bit for each process that was handled already */
	bool first;          /* pass over the members */
	bool found, changed;
};

static void rescue_member(struct group *group, pid_t pid)
{
	unsigned char bit = 1 << pid % 8;

	if (pid > PROCESS_ID_MAX || getpgid(pid) != group->group || pid == getpid())
		return;
	group->found = true;
	if (!(group->seen[pid / 8] & bit))
		group->changed |= rescuer_process(group->rescuer, pid, true, group->first);
	group->seen[pid / 8] |= bit;
}

/*
 * All members, in passes until one finds no new member that needs a change: what a member starts
 * inherits what that has. This terminates, unless a member that cannot be changed starts others
 * that can.
 */
static void rescue_group(struct rescuer *rescuer, pid_t id)
{
	struct group group = { .rescuer = rescuer, .group = id, .first = true };
	int directory = procfs_open(failure_status()), passes = PASSES;
	struct scan scan;
	pid_t pid;

	group.seen = mmap(NULL, SEEN_SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (group.seen == MAP_FAILED)
		fail(failure_status(), "out of memory: %m");
	do {
		group.changed = false;
		scan_start(&scan, directory);
		while ((pid = scan_next(&scan)))
			rescue_member(&group, pid);
		group.first = false;
	} while (group.changed && --passes);
	close(directory);
	munmap(group.seen, SEEN_SIZE);
	if (!group.found)
		error("%d: No such process group", (int)id);
	else if (!passes)
		error("%d: its members keep starting new processes; try again", (int)id);
	rescuer->failed |= !group.found || !passes;
}

static void complain_of_operand(const struct running_options *options, const char *operand)
{
	const char *what = options->groups ? "process group ID" : "process ID";

	if (*operand == '%')
		error("invalid %s %pq; try: %s -%c $(jobs -p %pq)", what, operand, error_name,
		      options->groups ? 'g' : 'p', operand);
	else
		error("invalid %s %pq", what, operand);
}

int running_rescue(const struct running_options *options, const char *output, char **operands)
{
	struct rescuer rescuer = {
		.wishes = { .replace = options->replace, .force = options->force },
		.file = output,
		.input = -1,
		.output = -1,
	};
	long long id;

	while (open_retry("/dev/null", O_RDWR, 0) < 3)
		; /* no file that we open may get the number of a closed standard descriptor */
	for (; *operands; operands++) {
		if (number_parse(*operands, options->groups ? 2 : 1, INT_MAX, &id) != NUMBER_OK) {
			complain_of_operand(options, *operands);
			rescuer.failed = true;
		} else if (options->groups) {
			rescue_group(&rescuer, (pid_t)id);
		} else {
			rescuer_process(&rescuer, (pid_t)id, false, true);
		}
	}
	return rescuer.failed ? failure_status() : 0;
}
