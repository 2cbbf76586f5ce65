/* rescuer.c - making one process after the other immune to hangups, and reporting each. */
#include <errno.h>
#include <fcntl.h>
#include <sys/fsuid.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "obstacle_report.h"
#include "rescuer.h"
#include "text/error.h"

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

static bool provide_input(struct rescuer *rescuer)
{
	if (rescuer->input < 0)
		rescuer->input = open_above("/dev/null", O_WRONLY, 0);
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

bool rescuer_process(struct rescuer *rescuer, pid_t pid, bool member, bool verbose)
{
	struct rescue rescue = rescuer->wishes;
	enum obstacle obstacle;
	bool needed = true;

	rescue.pid = pid;
	obstacle = rescue_look(&rescue);
	if (!obstacle) {
		needed = rescue_is_needed(&rescue);
		if (needed)
			obstacle = provide_and_change(rescuer, &rescue);
	}
	if (!obstacle && (needed || verbose))
		report(&rescue, rescuer->out.name);
	if (obstacle && !(member && obstacle_is_end(obstacle))) {
		obstacle_report(pid, &rescue.status, obstacle);
		rescuer->failed = true;
	}
	rescue_end(&rescue);
	return needed && !obstacle;
}
