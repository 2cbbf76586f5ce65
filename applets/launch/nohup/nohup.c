/* nohup - run a command that outlives its terminal
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/nohup.html
 * GNU coreutils 9.x
 *
 *   stdin   a terminal                         /dev/null, write-only: a read fails
 *   stdout  a terminal                         nohup.out, else $HOME/nohup.out
 *   stderr  a terminal                         what stdout is now; nohup.out if stdout is closed
 *   any     a file, a pipe, or closed          stays as it is
 *
 * A terminal that has hung up still counts as one; only our message is not written to it. With
 * --detach pipes and sockets count as terminals too, so that the process at their other end does
 * not wait for COMMAND to end.
 *
 * -p and -g, as in illumos, do the same to running processes: rescue/running.c.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "launch/launch.h"
#include "nohup_out.h"
#include "rescue/running.h"
#include "signal/mask.h"
#include "target/pidfile_write.h"
#include "terminals.h"

enum {
	PROCESSES = CONFIG_FEATURE_NOHUP_PID ? 'p' : OPTION_ABSENT,
	GROUPS = CONFIG_FEATURE_NOHUP_PID ? 'g' : OPTION_ABSENT,
	REPLACE = CONFIG_FEATURE_NOHUP_PID ? 'a' : OPTION_ABSENT,
	FORCE = CONFIG_FEATURE_NOHUP_PID ? 'F' : OPTION_ABSENT,
	OUTPUT = CONFIG_FEATURE_NOHUP_JOB || CONFIG_FEATURE_NOHUP_PID ? 'o' : OPTION_ABSENT,
	DETACH = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG + 1 : OPTION_ABSENT,
	PIDFILE = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG + 2 : OPTION_ABSENT,
};

static const struct applet_option options[] = {
	OPT(PROCESSES, NULL, NULL, "make the running processes PID immune to hangups"),
	OPT(GROUPS, NULL, NULL, "the same for every process in the process groups PGID"),
	OPT(REPLACE, NULL, NULL, "ignore hangups even in a process that handles them"),
	OPT(FORCE, NULL, NULL, "proceed even if that may harm the process"),
	OPT(OUTPUT, "output", "FILE",
	    CONFIG_FEATURE_NOHUP_PID ?
		    "append standard output to FILE, even if it is not a terminal;\n"
		    "with -p or -g, use FILE in place of nohup.out" :
		    "append standard output to FILE, even if it is not a terminal"),
	OPT(DETACH, "detach", NULL, "run COMMAND in a session of its own in the background;\n"
				    "return as soon as it has started"),
	OPT(PIDFILE, "pidfile", "FILE", "write the process ID of COMMAND to FILE"),
	{ .key = 0 },
};

struct plan {
	const char *output;
	const char *pidfile;
	char running; /* PROCESSES or GROUPS: running processes, and no COMMAND */
	struct running_options rescue; /* for these */
	bool detach;
	struct launch launch; /* of --detach */
	struct terminals terminals;
};

static void ignore_hangups(void)
{
	if (!disposition_set(SIGHUP, true))
		applet_fail("cannot ignore hangups: %m");
}

/* --output=FILE: as a shell's >> FILE does it, but private. */
static void send_output_to(const char *file)
{
	int descriptor = append_open(open_above, file);

	if (descriptor < 0)
		applet_fail("failed to open %pq: %m", file);
	descriptor_place(descriptor, 1, "standard output");
}

/* Whether this is the name of a file that receives the output: the pidfile would replace it. */
static bool is_output(const char *file)
{
	struct stat named, output;

	if (lstat(file, &named) || !S_ISREG(named.st_mode))
		return false;
	for (int i = 1; i <= 2; i++) {
		if (!fstat(i, &output) && output.st_dev == named.st_dev &&
		    output.st_ino == named.st_ino)
			return true;
	}
	return false;
}

/* With --detach: the status that the waiting parent returns if this process ends here. */
static void report_status(const struct plan *plan, int status)
{
	if (CONFIG_FEATURE_NOHUP_JOB && plan->detach)
		launch_say(&plan->launch, status);
}

/* Writes the pidfile, which can end this process by a signal (SIGXFSZ, SIGPIPE). */
static bool write_pidfile(const struct plan *plan, struct pidfile *file)
{
	const char *trouble = "failed to write %pq: %m";

	report_status(plan, failure_status());
	if (is_output(plan->pidfile))
		trouble = "%pq receives the output and cannot also be the pidfile";
	else if (pidfile_write(file, plan->pidfile, getpid()))
		return true;
	terminals_announce(&plan->terminals, trouble, plan->pidfile);
	return false;
}

/* Becomes the command, or returns the status of the failure. */
static int become_command(const struct plan *plan, char **argv)
{
	static struct pidfile file; /* on the stack it would cost each launch a guard */
	int failure;

	if (plan->pidfile && !write_pidfile(plan, &file))
		return failure_status();
	report_status(plan, 0);
	failure = exec_command(argv);
	report_status(plan, failure);
	if (plan->pidfile)
		pidfile_undo(&file);
	if (plan->terminals.slots[2] == SLOT_CLOSED ||
	    terminals_announce(&plan->terminals, "failed to run command %pq: %m", argv[0]))
		return failure;
	report_status(plan, failure_status());
	return failure_status();
}

/* Starts the command in a session of its own. Returns when it has been executed, or has failed. */
static int detach_command(struct plan *plan, char **argv)
{
	pid_t child;
	int failure;

	if (!launch_open(&plan->launch))
		applet_fail("cannot make a pipe: %m");
	child = vfork();
	if (child < 0)
		applet_fail("cannot fork: %m");
	if (child == 0) {
		setsid();
		_exit(become_command(plan, argv));
	}
	failure = launch_hear(&plan->launch);
	if (failure)
		waitpid(child, NULL, 0);
	return failure;
}

/* Exits with a usage error if the options contradict each other. */
static void check_options(const struct plan *plan)
{
	if (plan->running && (plan->detach || plan->pidfile))
		usage_error("--detach and --pidfile cannot be used with -p or -g");
	if (!plan->running && (plan->rescue.replace || plan->rescue.force))
		usage_error("-a and -F can only be used with -p or -g");
}

static int nohup_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { 0 };
	int key;

	while ((key = option_next(&parsed))) {
		if (key == PROCESSES || key == GROUPS) {
			if (plan.running && plan.running != key)
				usage_error("-p and -g are mutually exclusive");
			plan.running = (char)key;
			plan.rescue.groups = key == GROUPS;
		} else if (key == REPLACE)
			plan.rescue.replace = true;
		else if (key == FORCE)
			plan.rescue.force = true;
		else if (key == OUTPUT)
			plan.output = parsed.argument;
		else if (key == DETACH)
			plan.detach = plan.terminals.pipes = true;
		else if (key == PIDFILE)
			plan.pidfile = parsed.argument;
	}
	if (CONFIG_FEATURE_NOHUP_PID)
		check_options(&plan);
	if (parsed.index == argc)
		usage_error("missing operand");
	argv += parsed.index;
	if (CONFIG_FEATURE_NOHUP_PID && plan.running)
		return running_rescue(&plan.rescue, plan.output, argv);
	ignore_hangups();
	if (plan.output) {
		send_output_to(plan.output);
		plan.terminals.keeps_output = true;
	}
	if (terminals_look(&plan.terminals))
		terminals_leave(&plan.terminals);
	if (CONFIG_FEATURE_NOHUP_JOB && plan.detach)
		return detach_command(&plan, argv);
	return become_command(&plan, argv);
}

APPLET(nohup) = {
	.name = "nohup",
	.main = nohup_main,
	.synopsis = CONFIG_FEATURE_NOHUP_PID ? "[OPTION]... COMMAND [ARG]...\n"
					       "-p [-aF] [-o FILE] PID...\n"
					       "-g [-aF] [-o FILE] PGID..." :
		    CONFIG_FEATURE_NOHUP_JOB ? "[OPTION]... COMMAND [ARG]..." :
					       "COMMAND [ARG]...",
	.summary = CONFIG_FEATURE_NOHUP_PID ?
			   "Run COMMAND immune to hangups, or make running processes immune." :
			   "Run COMMAND immune to hangups.",
	.options = options,
	.failure = 125,
	.posix_failure = 127,
	.flags = APPLET_EXECS,
};
