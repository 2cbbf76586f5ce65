/* nohup - run a command that outlives its terminal
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/nohup.html
 * GNU coreutils 9.x
 *
 *   stdin   a terminal                         /dev/null, write-only: a read fails
 *   stdout  a terminal                         nohup.out, else $HOME/nohup.out
 *   stderr  a terminal                         what stdout is now; nohup.out where stdout is closed
 *   any     a file, a pipe, or closed          stays as it is
 *
 * A terminal that has hung up is a terminal, only that nobody reads our message there. With
 * --detach pipes and sockets count as terminals too: whoever waits at their other end is let go.
 *
 * -p and -g, as illumos has them, do the same to processes that run: libcommon/rescue.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "launch/launch.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "rescue/obstacle_report.h"
#include "rescue/rescue.h"
#include "signal/mask.h"
#include "target/pidfile.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

enum {
	PROCESSES = CONFIG_FEATURE_NOHUP_PID ? 'p' : OPTION_ABSENT,
	GROUPS = CONFIG_FEATURE_NOHUP_PID ? 'g' : OPTION_ABSENT,
	REPLACE = CONFIG_FEATURE_NOHUP_PID ? 'a' : OPTION_ABSENT,
	FORCE = CONFIG_FEATURE_NOHUP_PID ? 'F' : OPTION_ABSENT,
	OUTPUT = CONFIG_FEATURE_NOHUP_JOB || CONFIG_FEATURE_NOHUP_PID ? 'o' : OPTION_ABSENT,
	DETACH = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG + 1 : OPTION_ABSENT,
	PIDFILE = CONFIG_FEATURE_NOHUP_JOB ? OPTION_LONG + 2 : OPTION_ABSENT,
	PASSES = 100, /* through the members of a group */
};

static const struct applet_option options[] = {
	OPT(PROCESSES, NULL, NULL, "put the running processes PID under nohup"),
	OPT(GROUPS, NULL, NULL, "the same for all processes of the groups PGID"),
	OPT(REPLACE, NULL, NULL, "with -p or -g, replace a handler that a process has for hangups"),
	OPT(FORCE, NULL, NULL, "with -p or -g, go on although it may harm the process"),
	OPT(OUTPUT, "output", "FILE",
	    CONFIG_FEATURE_NOHUP_PID ? "append standard output to FILE, whatever it is now;\n"
				       "with -p or -g, FILE is in place of nohup.out" :
				       "append standard output to FILE, whatever it is now"),
	OPT(DETACH, "detach", NULL, "run COMMAND in a session of its own in the background;\n"
				    "return as soon as it has started"),
	OPT(PIDFILE, "pidfile", "FILE", "write the process ID of COMMAND to FILE"),
	{ .key = 0 },
};

struct plan {
	const char *output;
	const char *pidfile;
	char running; /* PROCESSES or GROUPS: no COMMAND, but these */
	bool replace;
	bool force;
	bool detach;
	struct launch launch; /* of --detach */
	enum slot slots[3];   /* the standard descriptors as they were found */
	bool stops_writers;   /* stderr's terminal stops a background job that writes to it */
};

static bool is_terminal(enum slot slot)
{
	return slot == SLOT_TERMINAL || slot == SLOT_HUNG_UP;
}

/* Says it on the original stderr, without being stopped there for running in the background. */
static bool announce(const struct plan *plan, const char *message, const char *name)
{
	sigset_t stopping, before;
	bool written;

	if (plan->slots[2] == SLOT_HUNG_UP)
		return true;
	if (plan->stops_writers) {
		sigemptyset(&stopping);
		sigaddset(&stopping, SIGTTOU);
		sigprocmask(SIG_BLOCK, &stopping, &before);
	}
	written = error(message, name);
	if (plan->stops_writers)
		sigprocmask(SIG_SETMASK, &before, NULL);
	return written;
}

static void ignore_hangups(void)
{
	if (!disposition_set(SIGHUP, true))
		fail(failure_status(), "cannot ignore hangups: %m");
}

/* slot_look; with --detach a pipe or socket is as good as a terminal: somebody waits there. */
static enum slot look(struct plan *plan, int descriptor)
{
	bool *stops_writers = descriptor == 2 ? &plan->stops_writers : NULL;
	enum slot slot = slot_look(descriptor, stops_writers);

	if (plan->detach && slot == SLOT_FILE && lseek(descriptor, 0, SEEK_CUR) < 0 &&
	    errno == ESPIPE)
		return SLOT_TERMINAL;
	return slot;
}

/*
 * Frees 0 and 1 by one call where both are to be replaced: what is opened next lands there by
 * itself. Closing cannot fail but for a kernel without close_range (before Linux 5.9).
 */
static void vacate_input_and_output(void)
{
	if (syscall(SYS_close_range, 0, 1, 0)) {
		close(0);
		close(1);
	}
}

/* Puts a descriptor that was opened on slot, unless it is there already. */
static void place(int descriptor, int slot, const char *what)
{
	if (descriptor != slot && !redirect(descriptor, slot))
		fail(failure_status(), "failed to redirect %s: %m", what);
}

static void make_input_unreadable(int (*opener)(const char *, int, mode_t))
{
	int descriptor = opener("/dev/null", O_WRONLY, 0);

	if (descriptor < 0)
		fail(failure_status(), "failed to render standard input unusable: %m");
	place(descriptor, 0, "standard input");
}

/*
 * Opens file to append to it, private if it is new; does not wait for the reader of a FIFO. With
 * O_CREAT even where it exists: the kernel then refuses what others left in a sticky directory.
 * The mode is 0600 under any umask: 022, the usual one, allows that and needs no putting back.
 */
static int open_to_append(int (*opener)(const char *, int, mode_t), const char *file)
{
	mode_t mask = umask(022);
	int descriptor = opener(file, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY,
				S_IRUSR | S_IWUSR);
	int reason;

	if (mask != 022)
		umask(mask);
	if (descriptor < 0 || !syscall(SYS_fcntl, descriptor, F_SETFL, O_APPEND))
		return descriptor;
	reason = errno;
	close(descriptor);
	errno = reason;
	return -1;
}

/* $HOME/nohup.out in path, or NULL where HOME is unset, empty or too long. */
static const char *file_at_home(char path[PATH_MAX])
{
	static const char file[] = "/nohup.out";
	const char *home = getenv("HOME");
	size_t length = home ? strlen(home) : 0;

	while (length && home[length - 1] == '/')
		length--;
	if (!home || !*home || length + sizeof(file) > PATH_MAX)
		return NULL;
	memcpy(path, home, length);
	memcpy(path + length, file, sizeof(file));
	return path;
}

/*
 * Opens nohup.out here or at home and sets *name to the one it is; or returns -1 with the reasons
 * of both.
 */
static int open_either(int (*opener)(const char *, int, mode_t), char path[PATH_MAX],
		       const char **name, int reasons[2])
{
	int descriptor;

	*name = "nohup.out";
	descriptor = open_to_append(opener, *name);
	if (descriptor >= 0)
		return descriptor;
	reasons[0] = errno;
	*name = file_at_home(path);
	descriptor = *name ? open_to_append(opener, *name) : -1;
	reasons[1] = errno;
	return descriptor;
}

static void complain_of_both(const char *at_home, const int reasons[2])
{
	errno = reasons[0];
	error("failed to open %pq: %m", "nohup.out");
	errno = reasons[1];
	if (at_home)
		error("failed to open %pq: %m", at_home);
}

/* Does not return without a file for the output. */
static int open_output(int (*opener)(const char *, int, mode_t), char path[PATH_MAX],
		       const char **name)
{
	int reasons[2];
	int descriptor = open_either(opener, path, name, reasons);

	if (descriptor >= 0)
		return descriptor;
	complain_of_both(*name, reasons);
	exit(failure_status());
}

/* --output=FILE: as a shell's >> FILE does it, but private. */
static void send_output_to(const char *file)
{
	int descriptor = open_to_append(open_above, file);

	if (descriptor < 0)
		fail(failure_status(), "failed to open %pq: %m", file);
	place(descriptor, 1, "standard output");
}

static const char *message(bool ignoring_input, bool appending, bool following)
{
	if (appending)
		return ignoring_input ? "ignoring input and appending output to %pq" :
					"appending output to %pq";
	if (following)
		return ignoring_input ? "ignoring input and redirecting stderr to stdout" :
					"redirecting stderr to stdout";
	return ignoring_input ? "ignoring input" : NULL;
}

/* Points stderr to where stdout goes, or to output where stdout is closed. */
static void follow_output(const struct plan *plan, int output)
{
	/* Without a copy the job runs all the same; its output then tells of a failed exec. */
	int saved = copy_above(2);

	if (saved >= 0)
		error_descriptor = saved;
	place(plan->slots[1] == SLOT_CLOSED ? output : 1, 2, "standard error");
}

static void leave_terminals(const struct plan *plan)
{
	const enum slot *slots = plan->slots;
	int (*opener)(const char *, int, mode_t) = open_above;
	bool input, appending, following;
	char path[PATH_MAX];
	const char *text, *name = NULL;
	int output = -1;

	input = is_terminal(slots[0]);
	following = is_terminal(slots[2]);
	appending = is_terminal(slots[1]) || (slots[1] == SLOT_CLOSED && following);
	if (input && is_terminal(slots[1])) {
		vacate_input_and_output();
		opener = open_retry;
	}
	if (input)
		make_input_unreadable(opener);
	if (appending)
		output = open_output(opener, path, &name);
	if (is_terminal(slots[1]))
		place(output, 1, "standard output");
	text = message(input, appending, following);
	if (text && !announce(plan, text, name))
		exit(failure_status());
	if (following)
		follow_output(plan, output);
}

/* Mostly there is nothing to redirect, and no page of the stack to be touched for it. */
static void redirect_terminals(struct plan *plan)
{
	bool any = false;

	for (int i = 0; i < 3; i++) {
		plan->slots[i] = look(plan, i);
		if (i == 1 && plan->output) /* whatever that is, it is where output is to go */
			plan->slots[i] = SLOT_FILE;
		any |= is_terminal(plan->slots[i]);
	}
	if (any)
		leave_terminals(plan);
}

/* Whether that name is of a file the output goes to: a process ID would take its place. */
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

/* With --detach: what the parent, which waits for it, returns if we end here. */
static void say(const struct plan *plan, int status)
{
	if (CONFIG_FEATURE_NOHUP_JOB && plan->detach)
		launch_say(&plan->launch, status);
}

/*
 * Becomes the command, or returns the status for not having been able to. What is between may end
 * us by a signal (SIGXFSZ, SIGPIPE).
 */
static int become(const struct plan *plan, char **argv)
{
	int failure;

	if (plan->pidfile) {
		say(plan, failure_status());
		if (is_output(plan->pidfile)) {
			announce(plan, "output goes to %pq, which cannot be the pidfile, too",
				 plan->pidfile);
			return failure_status();
		}
		if (!pidfile_write(plan->pidfile, getpid())) {
			announce(plan, "failed to write %pq: %m", plan->pidfile);
			return failure_status();
		}
	}
	say(plan, 0);
	failure = exec_command(argv);
	say(plan, failure);
	if (plan->pidfile)
		pidfile_remove(plan->pidfile);
	if (plan->slots[2] == SLOT_CLOSED ||
	    announce(plan, "failed to run command %pq: %m", argv[0]))
		return failure;
	say(plan, failure_status());
	return failure_status();
}

/* Starts the command in a session of its own, and returns when that has worked, or has not. */
static int detach(struct plan *plan, char **argv)
{
	pid_t child;
	int failure;

	if (!launch_open(&plan->launch))
		fail(failure_status(), "cannot make a pipe: %m");
	child = vfork();
	if (child < 0)
		fail(failure_status(), "cannot fork: %m");
	if (child == 0) {
		setsid();
		_exit(become(plan, argv));
	}
	failure = launch_hear(&plan->launch);
	if (failure)
		waitpid(child, NULL, 0);
	return failure;
}

/* What running processes get, -p and -g. */
struct rescuer {
	struct rescue wishes; /* for each of them */
	const char *file;     /* --output */
	const char *name;     /* of what output is appended to */
	int input, output;    /* -1: not needed yet */
	bool failed;
	char path[PATH_MAX];
};

/* One line: all that has been done. And one of what is going to happen all the same. */
static void report(const struct rescue *rescue, const char *file)
{
	int pid = (int)rescue->pid;
	const char *name = rescue->status.name;
	char line[PATH_MAX + 256];
	struct output output;

	output_start(&output, OUTPUT_TEXT, line, sizeof(line));
	if (rescue->ignores)
		output_text(&output, "already ignores hangups");
	else if (rescue->keeps)
		output_text(&output, "keeping its own SIGHUP handler (use -a to replace it)");
	else
		output_text(&output, "ignoring hangups");
	if (rescue->input)
		output_text(&output, ", ignoring input");
	if (rescue->output[1] || rescue->output[2])
		output_format(&output, ", appending output to %pq", file);
	if (rescue->follows)
		output_text(&output, ", redirecting stderr to stdout");
	output_terminate(&output);
	error("%d (%s): %s", pid, name, line);
	if (rescue->status.state == 'T')
		error("%d (%s): is stopped, and shells kill stopped jobs when they exit; "
		      "continue it first: kill -CONT %d",
		      pid, name, pid);
}

static bool open_shared_output(struct rescuer *rescuer, int reasons[2])
{
	rescuer->name = rescuer->file;
	if (rescuer->file)
		rescuer->output = open_to_append(open_above, rescuer->file);
	else
		rescuer->output = open_either(open_above, rescuer->path, &rescuer->name, reasons);
	if (rescuer->file)
		reasons[0] = errno;
	return rescuer->output >= 0;
}

/* Opens it, where we are root, as the user of the process: a new file is his then. */
static bool have_output(struct rescuer *rescuer, const struct rescue *rescue)
{
	bool opened = rescuer->output >= 0;
	int reasons[2];

	if (!opened && geteuid() == 0 && rescue->status.user > 0) {
		setfsgid((gid_t)rescue->status.group);
		setfsuid((uid_t)rescue->status.user);
		opened = open_shared_output(rescuer, reasons);
		setfsuid(geteuid());
		setfsgid(getegid());
	}
	if (opened || open_shared_output(rescuer, reasons))
		return true;
	errno = reasons[0];
	if (rescuer->file)
		error("failed to open %pq: %m", rescuer->file);
	else
		complain_of_both(rescuer->name, reasons);
	return false;
}

static bool have_input(struct rescuer *rescuer)
{
	if (rescuer->input < 0)
		rescuer->input = open_above("/dev/null", O_WRONLY, 0);
	if (rescuer->input < 0)
		error("failed to render standard input unusable: %m");
	return rescuer->input >= 0;
}

/* Without the files that it needs the process stays as it is. */
static enum obstacle change(struct rescuer *rescuer, struct rescue *rescue)
{
	if ((rescue->input && !have_input(rescuer)) ||
	    ((rescue->output[1] || rescue->output[2]) && !have_output(rescuer, rescue)))
		return OBSTACLE_FILES;
	return rescue_do(rescue, rescuer->input, rescuer->output);
}

/* Returns whether the process was changed; if it needed nothing that is said only if asked for. */
static bool rescue_process(struct rescuer *rescuer, pid_t pid, bool member, bool verbose)
{
	struct rescue rescue = rescuer->wishes;
	enum obstacle obstacle;
	bool needed = true;

	rescue.pid = pid;
	obstacle = rescue_look(&rescue);
	if (!obstacle) {
		needed = rescue_is_needed(&rescue);
		if (needed)
			obstacle = change(rescuer, &rescue);
	}
	if (!obstacle && (needed || verbose))
		report(&rescue, rescuer->name);
	/* of a group the members come and go */
	if (obstacle && !(member && obstacle_is_end(obstacle))) {
		obstacle_report(pid, &rescue.status, obstacle);
		rescuer->failed = true;
	}
	rescue_end(&rescue);
	return needed && !obstacle;
}

struct group {
	struct rescuer *rescuer;
	pid_t group;
	unsigned char *seen; /* a bit for each process that has had its turn */
	bool first;          /* time that they are looked through */
	bool found, changed;
};

static void rescue_member(struct group *group, pid_t pid)
{
	unsigned char bit = 1 << pid % 8;

	if (pid > PROCESS_ID_MAX || getpgid(pid) != group->group || pid == getpid())
		return;
	group->found = true;
	if (!(group->seen[pid / 8] & bit))
		group->changed |= rescue_process(group->rescuer, pid, true, group->first);
	group->seen[pid / 8] |= bit;
}

/*
 * All members, again and again until none is new that needs something: those that a member starts
 * have what it had then. That comes to an end, unless one that cannot be changed starts others that
 * can.
 */
static void rescue_group(struct rescuer *rescuer, pid_t id)
{
	struct group group = { .rescuer = rescuer, .group = id, .first = true };
	int directory = procfs_open(failure_status()), passes = PASSES;
	struct scan scan;
	pid_t pid;

	group.seen = mmap(NULL, PROCESS_ID_MAX / 8 + 1, PROT_READ | PROT_WRITE,
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
	munmap(group.seen, PROCESS_ID_MAX / 8 + 1);
	if (!group.found)
		error("%d: No such process group", (int)id);
	else if (!passes)
		error("%d: its processes start ever more that need it; try again", (int)id);
	rescuer->failed |= !group.found || !passes;
}

static int rescue_all(const struct plan *plan, char **operands)
{
	bool groups = plan->running == GROUPS;
	const char *what = groups ? "process group ID" : "process ID";
	struct rescuer rescuer = {
		.wishes = { .replace = plan->replace, .force = plan->force },
		.file = plan->output,
		.input = -1,
		.output = -1,
	};
	long long id;

	while (open_retry("/dev/null", O_RDWR, 0) < 3)
		; /* nothing of ours is to land on a standard descriptor that is closed */
	for (; *operands; operands++) {
		if (number_parse(*operands, groups ? 2 : 1, INT_MAX, &id) != NUMBER_OK) {
			if (**operands == '%')
				error("invalid %s %pq; try: %s -%c $(jobs -p %pq)", what, *operands,
				      error_name, plan->running, *operands);
			else
				error("invalid %s %pq", what, *operands);
			rescuer.failed = true;
		} else if (groups) {
			rescue_group(&rescuer, (pid_t)id);
		} else {
			rescue_process(&rescuer, (pid_t)id, false, true);
		}
	}
	return rescuer.failed ? failure_status() : 0;
}

/* Ends with a usage error if the options do not go together. */
static void check_options(const struct plan *plan)
{
	if (plan->running && (plan->detach || plan->pidfile))
		usage_error("--detach and --pidfile are for a COMMAND, not for running processes");
	if (!plan->running && (plan->replace || plan->force))
		usage_error("-a and -F are for running processes: -p or -g is missing");
}

static int nohup_main(int argc, char **argv)
{
	struct options parsed = { .argv = argv, .index = 1 };
	struct plan plan = { 0 };
	int key;

	while ((key = option_next(&parsed))) {
		if (key == PROCESSES || key == GROUPS) {
			if (plan.running && plan.running != key)
				usage_error("-p and -g exclude each other");
			plan.running = (char)key;
		} else if (key == REPLACE)
			plan.replace = true;
		else if (key == FORCE)
			plan.force = true;
		else if (key == OUTPUT)
			plan.output = parsed.argument;
		else if (key == DETACH)
			plan.detach = true;
		else if (key == PIDFILE)
			plan.pidfile = parsed.argument;
	}
	if (CONFIG_FEATURE_NOHUP_PID)
		check_options(&plan);
	if (parsed.index == argc)
		usage_error("missing operand");
	argv += parsed.index;
	if (CONFIG_FEATURE_NOHUP_PID && plan.running)
		return rescue_all(&plan, argv);
	ignore_hangups();
	if (plan.output)
		send_output_to(plan.output);
	redirect_terminals(&plan);
	if (CONFIG_FEATURE_NOHUP_JOB && plan.detach)
		return detach(&plan, argv);
	return become(&plan, argv);
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
			   "Run COMMAND, or go on with what runs, ignoring hangup signals." :
			   "Run COMMAND, ignoring hangup signals.",
	.options = options,
	.failure = 125,
	.posix_failure = 127,
	.flags = APPLET_EXECS,
};
