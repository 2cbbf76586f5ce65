/* child.c - the job's main process. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "launch/exec.h"
#include "launch/variables.h"
#include "monitor.h"
#include "signal/child.h"
#include "text/error.h"
#include "text/format.h"
#include "text/variable.h"

/* Puts a variable into the environment. */
static void set_variable(struct text *list, const char *name, const char *value)
{
	struct text entry = { .length = 0 };
	size_t size = strlen(name) + strlen(value) + 2;
	char *bytes = text_add(&entry, size);

	format_text(bytes, size, "%s=%s", name, value);
	variables_put(list, bytes);
}

void child_agent(const struct monitor *monitor, const char *path)
{
	if (!path || !*path || monitor->job.piped)
		return;
	unlinkat(monitor->directory, "agent.new", 0);
	if (!symlinkat(path, monitor->directory, "agent.new"))
		renameat(monitor->directory, "agent.new", monitor->directory, "agent");
}

/* In the child: its environment. */
static void set_environment(const struct monitor *monitor)
{
	const struct job *job = &monitor->job;
	struct text list = { .length = 0 };
	char path[PLACE_PATH];

	variables_start(&list);
	set_variable(&list, "HOLD_NAME", job->name);
	variables_put(&list, (char *)"HOLD_DIR");
	if (monitor->place->given)
		set_variable(&list, "HOLD_DIR", monitor->place->path);
	if (!variable_value("TERM") && !job->piped)
		set_variable(&list, "TERM", "xterm");
	if (!job->piped && variable_value("SSH_AUTH_SOCK") &&
	    place_path(monitor->place, job->name, "agent", path))
		set_variable(&list, "SSH_AUTH_SOCK", path);
	if (!job->foreground || job_readiness(job))
		variables_put(&list, (char *)"NOTIFY_SOCKET");
	if (job_readiness(job) == READY_NOTIFY)
		variables_put(&list, (char *)monitor->readiness.variable);
}

static bool open_terminal(struct monitor *monitor)
{
	struct termios *termios = &monitor->termios;

	if (!pty_open(&monitor->pty)) {
		error("cannot open a terminal: %m; --no-pty works without one");
		return false;
	}
	if (!monitor->has_termios && !tcgetattr(monitor->pty.slave, termios)) {
		termios->c_iflag |= IUTF8;
		monitor->has_termios = true;
	}
	tcsetattr(monitor->pty.slave, TCSANOW, termios);
	pty_resize(&monitor->pty, monitor->rows, monitor->columns);
	monitor->output = monitor->input = monitor->pty.master;
	return true;
}

/*
 * A FIFO that the job and we have open for reading and writing: neither gets SIGPIPE when the other
 * is killed, and a job that has dropped its user ID can open /dev/stdout.
 */
static bool open_pipes(struct monitor *monitor)
{
	int ends[2] = { -1, -1 };

	if (monitor->output < 0) {
		mode_t mask = umask(0);

		unlinkat(monitor->directory, "out", 0);
		if (!mkfifoat(monitor->directory, "out", 0666))
			monitor->output = file_open(monitor->directory, "out",
						    O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC,
						    0);
		umask(mask);
	}
	if (monitor->output >= 0 && (!monitor->job.input || pipe_open(ends))) {
		monitor->input_end = ends[0];
		monitor->input = ends[1];
		if (ends[1] >= 0)
			descriptor_control(ends[1], F_SETFL, O_NONBLOCK);
		return true;
	}
	error("cannot make a pipe: %m");
	return false;
}

static void close_one(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

static bool open_streams(struct monitor *monitor)
{
	struct readiness *readiness = &monitor->readiness;
	enum readiness_kind kind = job_readiness(&monitor->job);

	/* those of the run before, but the FIFO, whose readers and writers stay */
	if (monitor->pty.master >= 0)
		monitor->output = -1;
	else
		close_one(&monitor->input);
	monitor->input = -1;
	monitor->queued = 0;
	monitor->queued_end = false;
	pty_close(&monitor->pty);
	if (!(monitor->job.piped ? open_pipes : open_terminal)(monitor))
		return false;
	close_one(&readiness->descriptor);
	if ((kind == READY_DESCRIPTOR && !readiness_open_pipe(readiness)) ||
	    (kind == READY_NOTIFY && !readiness_open_socket(readiness))) {
		error("cannot listen for --ready: %m");
		return false;
	}
	return true;
}

/*
 * Makes standard input and output those of a job without a terminal. Without /dev/null, as in an
 * initramfs, a pipe that nobody writes to is an empty input, too.
 */
static bool enter_pipes(const struct monitor *monitor)
{
	int input = monitor->input_end, ends[2];
	/* a description of its own, that blocks */
	int output = file_open(monitor->directory, "out", O_RDWR | O_NOFOLLOW, 0);

	setsid();
	if (input < 0)
		input = open("/dev/null", O_RDONLY);
	if (input < 0 && pipe_open(ends)) {
		input = ends[0];
		close(ends[1]);
	}
	return input >= 0 && output >= 0 && redirect(input, 0) && redirect(output, 1) &&
	       redirect(output, 2);
}

static bool prepare(const struct monitor *monitor)
{
	close(monitor->directory); /* the lock, which is the monitor's */
	if (descriptor_enter(monitor->home))
		return false;
	umask(monitor->umask);
	close_others_on_exec(); /* a descriptor of readiness is given later */
	if (job_readiness(&monitor->job) == READY_DESCRIPTOR &&
	    !readiness_give(&monitor->readiness, (int)monitor->job.ready_descriptor))
		return false;
	child_signal_restore(monitor->children_ignored);
	mask_change(SIG_SETMASK, &monitor->before, NULL);
	return true;
}

/* In the child. Reports through heard what has become of it. */
static _Noreturn void become_command(const struct monitor *monitor, int said)
{
	char *const *command = monitor->job.command;
	/* clear of the descriptor of readiness */
	int status = FAILURE, copy = descriptor_control(error_descriptor, F_DUPFD_CLOEXEC, 256);
	struct launch launch = { .said = descriptor_control(said, F_DUPFD_CLOEXEC, 257) };

	close(said);
	launch_say(&launch, FAILURE); /* if it dies */
	error_descriptor = copy < 0 ? 2 : copy;
	if (!(monitor->job.piped ? enter_pipes(monitor) : pty_enter(&monitor->pty)) ||
	    !prepare(monitor)) {
		error("cannot prepare the command: %m");
	} else {
		set_environment(monitor);
		launch_say(&launch, 0);
		status = exec_command(command);
		error("failed to run command %pq: %m", command[0]);
	}
	launch_say(&launch, status);
	_exit(status);
}

int child_start(struct monitor *monitor)
{
	struct launch launch;
	int status;

	if (!open_streams(monitor))
		return FAILURE;
	if (!launch_open(&launch)) {
		error("cannot make a pipe: %m");
		return FAILURE;
	}
	monitor->child = launch_fork();
	if (monitor->child == 0)
		become_command(monitor, launch.said);
	if (monitor->child < 0) {
		error("cannot fork: %m");
		launch_say(&launch, FAILURE);
		monitor->child = 0;
	}
	monitor->group = monitor->child;
	status = launch_hear(&launch);
	close_one(&monitor->input_end);
	if (job_readiness(&monitor->job) == READY_DESCRIPTOR)
		close(monitor->readiness.writer);
	return status;
}
