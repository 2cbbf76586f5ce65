/* running.c - nohup -p and -g: making running processes and process groups immune to hangups. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "applet/failure.h"
#include "file/descriptor.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "rescuer.h"
#include "running.h"
#include "target/handle.h"
#include "text/error.h"
#include "text/number.h"

enum {
	PASSES = 100, /* over the members of a group */
	SEEN_SIZE = PROCESS_ID_MAX / 8 + 1,
};

struct group {
	struct rescuer *rescuer;
	unsigned char *seen; /* a bit for each process that was handled already */
	bool first;          /* pass over the members */
	bool found, changed;
};

static void rescue_member(struct group *group, pid_t pid)
{
	unsigned char bit = 1 << pid % 8;
	enum rescuer_result result;

	if (pid > PROCESS_ID_MAX || group->seen[pid / 8] & bit || pid == getpid() ||
	    getpgid(pid) != group->rescuer->wishes.group)
		return;
	result = rescuer_process(group->rescuer, pid, group->first);
	if (result == RESCUER_NONE)
		return;
	group->seen[pid / 8] |= bit;
	group->found = true;
	group->changed |= result == RESCUER_CHANGED;
}

/*
 * All members, in passes until one finds no new member that needs a change: what a member starts
 * inherits what that has. This terminates, unless a member that cannot be changed starts others
 * that can.
 */
static void rescue_group(struct rescuer *rescuer, pid_t id, int directory)
{
	struct group group = { .rescuer = rescuer, .first = true };
	int passes = PASSES;
	struct scan scan;
	pid_t pid;

	rescuer->wishes.group = id;

	group.seen = mmap(NULL, SEEN_SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (group.seen == MAP_FAILED)
		applet_fail("out of memory: %m");
	do {
		group.changed = false;
		scan_start(&scan, directory);
		while ((pid = scan_next(&scan)))
			rescue_member(&group, pid);
		if (errno)
			applet_fail("cannot read /proc: %m");
		group.first = false;
	} while (group.changed && --passes);
	munmap(group.seen, SEEN_SIZE);
	if (!group.found)
		error("%d: No such process group", (int)id);
	else if (!passes)
		error("%d: its members keep starting new processes; try again", (int)id);
	rescuer->failed |= !group.found || !passes;
}

/* 1 is the first process, whose group is not one of a job. */
static pid_t minimum_id(const struct running_options *options)
{
	return options->groups ? 2 : 1;
}

static void complain_of_operand(const struct running_options *options, const char *operand,
				bool in_range)
{
	const char *what = options->groups ? "process group ID" : "process ID";

	if (!in_range)
		error("invalid %s %pq: must be from %d to %d", what, operand,
		      (int)minimum_id(options), PROCESS_ID_MAX);
	else if (*operand == '%')
		error("invalid %s %pq; try: %s -%c $(jobs -p %pq)", what, operand, error_name,
		      options->groups ? 'g' : 'p', operand);
	else
		error("invalid %s %pq", what, operand);
}

/*
 * Occupies those that are closed, so that no file that is opened later gets such a number. With a
 * directory, which is always there, by a descriptor that can be neither read nor written.
 */
static void reserve_standard_descriptors(void)
{
	int descriptor;

	do
		descriptor = open_retry("/", O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
	while (descriptor >= 0 && descriptor < 2);
	if (descriptor < 0)
		applet_fail("cannot open %pq: %m", "/");
	if (descriptor > 2)
		close(descriptor);
}

int running_rescue(const struct running_options *options, const char *output, char **operands)
{
	struct rescuer rescuer = {
		.wishes = { .replace = options->replace, .force = options->force },
		.file = output,
		.input = -1,
		.output = -1,
	};
	int directory;

	reserve_standard_descriptors();
	directory = procfs_open(failure_status());
	procfs_check_own(directory, failure_status());
	for (; *operands; operands++) {
		long long id;
		enum number_result result = number_parse(*operands, minimum_id(options),
							 PROCESS_ID_MAX, &id);
		struct handle handle = { .inode = 0 };

		if (result == NUMBER_INVALID && !options->groups &&
		    handle_parse(*operands, &handle)) {
			result = NUMBER_OK;
			id = handle.pid;
		}
		rescuer.wishes.inode = handle.inode;
		if (result != NUMBER_OK) {
			complain_of_operand(options, *operands, result == NUMBER_INVALID);
			rescuer.failed = true;
		} else if (options->groups) {
			rescue_group(&rescuer, (pid_t)id, directory);
		} else {
			rescuer_process(&rescuer, (pid_t)id, true);
		}
	}
	return rescuer.failed ? failure_status() : 0;
}
