/* rescuer.c - making one process after the other immune to hangups, and reporting each. */
#include <errno.h>
#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "obstacle_report.h"
#include "rescuer.h"
#include "text/error.h"
#include "text/format.h"

static const char *hangups_text(const struct rescue *rescue)
{
	if (rescue->ignores)
		return "already ignores hangups";
	if (rescue->keeps)
		return "keeping its own SIGHUP handler (use -a to replace it)";
	return "ignoring hangups";
}

/* One line about all that has been done, and one about what may still happen. */
static void report(const struct rescue *rescue, const char *file)
{
	int pid = (int)rescue->pid;
	const char *name = rescue->status.name, *hangups = hangups_text(rescue);
	const char *input = rescue->input ? ", ignoring input" : "";
	const char *following = rescue->follows ? ", redirecting stderr to stdout" : "";

	if (rescue->output[1] || rescue->output[2])
		error("%d (%s): %s%s, appending output to %pq%s", pid, name, hangups, input, file,
		      following);
	else
		error("%d (%s): %s%s%s", pid, name, hangups, input, following);
	if (rescue->status.state == 'T')
		error("%d (%s): is stopped, and shells kill stopped jobs when they exit; "
		      "continue it first: kill -CONT %d",
		      pid, name, pid);
}

static bool open_output(struct rescuer *rescuer)
{
	if (!rescuer->file) {
		rescuer->output = nohup_out_open(open_above, &rescuer->out);
	} else {
		rescuer->out.name = rescuer->file;
		rescuer->output = append_open(open_above, rescuer->file);
		rescuer->out.reasons[0] = errno;
	}
	return rescuer->output >= 0;
}

/* If we are root, opens it as the user of the process first, who then owns a new file. */
static bool provide_output(struct rescuer *rescuer, const struct rescue *rescue)
{
	bool opened = rescuer->output >= 0;

	if (!opened && geteuid() == 0 && rescue->status.user > 0) {
		setfsgid((gid_t)rescue->status.group);
		setfsuid((uid_t)rescue->status.user);
		opened = open_output(rescuer);
		setfsuid(geteuid());
		setfsgid(getegid());
	}
	if (opened || open_output(rescuer))
		return true;
	errno = rescuer->out.reasons[0];
	if (rescuer->file)
		error("failed to open %pq: %m", rescuer->file);
	else
		nohup_out_complain(&rescuer->out);
	return false;
}

/* In place of /dev/null: a file without a name that can be neither read nor written. */
static int open_sealed(void)
{
	int memory = (int)syscall(SYS_memfd_create, "null", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	char name[32];
	int descriptor;

	if (memory < 0)
		return -1;
	format_text(name, sizeof(name), "/proc/self/fd/%d", memory);
	descriptor = open_above(name, O_WRONLY, 0);
	if (descriptor >= 0)
		descriptor_control(descriptor, F_ADD_SEALS,
				   F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
	close(memory);
	return descriptor;
}

static bool provide_input(struct rescuer *rescuer)
{
	int reason;

	if (rescuer->input < 0)
		rescuer->input = open_above("/dev/null", O_WRONLY, 0);
	reason = errno;
	if (rescuer->input < 0 && (reason == ENOENT || reason == ENXIO || reason == ENODEV))
		rescuer->input = open_sealed();
	errno = reason;
	if (rescuer->input < 0)
		error("failed to render standard input unusable: %m");
	return rescuer->input >= 0;
}

/* Without the files that it needs the process stays as it is. */
static enum obstacle provide_and_change(struct rescuer *rescuer, struct rescue *rescue)
{
	if ((rescue->input && !provide_input(rescuer)) ||
	    ((rescue->output[1] || rescue->output[2]) && !provide_output(rescuer, rescue)))
		return OBSTACLE_FILES;
	return rescue_change(rescue, rescuer->input, rescuer->output);
}

enum rescuer_result rescuer_process(struct rescuer *rescuer, pid_t pid, bool verbose)
{
	struct rescue rescue = rescuer->wishes;
	enum obstacle obstacle;
	bool needed = true, gone;

	rescue.pid = pid;
	obstacle = rescue_look(&rescue);
	if (!obstacle) {
		needed = rescue_is_needed(&rescue);
		if (needed)
			obstacle = provide_and_change(rescuer, &rescue);
	}
	gone = obstacle_is_end(obstacle);
	if (!obstacle && (needed || verbose))
		report(&rescue, rescuer->out.name);
	if (obstacle && !(gone && rescue.group)) {
		obstacle_report(pid, &rescue.status, obstacle);
		rescuer->failed = true;
	}
	rescue_end(&rescue);
	if (gone)
		return RESCUER_NONE;
	return needed && !obstacle ? RESCUER_CHANGED : RESCUER_UNCHANGED;
}
