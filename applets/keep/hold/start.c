/* start.c - starting jobs, by name and by record. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "applet/verbs.h"
#include "connection.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "monitor.h"
#include "orphan.h"
#include "start.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/path.h"
#include "text/variable.h"

/* Not verbs, or not in each build, yet likely to be taken for some, or to become some. */
static const char reserved[] = "list\0new\0start\0status\0kill\0logs\0detach\0rename\0info\0help\0"
			       "version\0adopt\0upgrade\0log\0";

static bool is_reserved(const char *name)
{
	return word_index(reserved, name) >= 0 || verb_find(hold_verbs, name);
}

void name_check(const char *name)
{
	const char *reason = NULL;

	if (!place_name_valid(name))
		reason = "it must have 1 to 64 letters, digits and _@.-, and not begin with . or -";
	else if (is_reserved(name))
		reason = "it is reserved";
	if (reason)
		usage_error("%pq cannot be the name of a job: %s", name, reason);
}

/* The command's base name as far as it can be one, with "-N" after it if it has to be. */
static void default_name(char name[NAME_LIMIT + 1], const char *command, int number)
{
	char plain[61];
	const char *base = base_name(command);

	base += span_of(base, ".-");
	format_text(plain, sizeof(plain), "%s", *base ? base : "job");
	for (char *at = plain; *(at += span_of(at, PLACE_LETTERS));)
		*at = '_';
	format_text(name, NAME_LIMIT + 1, number > 1 || is_reserved(plain) ? "%s-%d" : "%s", plain,
		    number);
}

/* Our terminal's settings, which the job's gets. */
static void read_termios(struct monitor *monitor)
{
	for (int i = 0; i < 3 && !monitor->has_termios; i++)
		monitor->has_termios = !tcgetattr(i, &monitor->termios);
}

/*
 * Reports that it runs already, and returns the status to exit with; or waits until the monitor is
 * gone, and returns -1.
 */
static int reject_running(struct connection *connection, const struct job *job)
{
	struct state state;
	bool known = connection_state(connection, &state);

	/* one that does not answer in time is not about to end */
	if ((known ? state.state >= ENDED && state.left < 1 : errno != EAGAIN) &&
	    connection_await_end(connection))
		return -1;
	if (known && state.state >= ENDED)
		error("%pq has ended, but %lld processes are left", job->name, state.left);
	else if (known && job->exists_ok)
		return 0;
	else if (known && state.pid > 0)
		error("%pq is already running (PID %lld)", job->name, state.pid);
	else
		error("%pq is already running", job->name);
	return FAILURE;
}

/* A monitor that was killed may have left the job behind. */
static void refuse_orphan(int directory, const char *name)
{
	struct state state;

	if (orphan_runs(directory, &state))
		applet_fail("%pq has lost its monitor, but is still running (PID %lld)", name,
			    state.pid);
}

/*
 * Locks the job's directory. Returns its descriptor, or -1: then *status is what to exit with; -1
 * there: the default name is taken.
 */
static int lock_job(struct place *place, const struct job *job, bool only_try, bool *created,
		    int *status)
{
	struct connection *connection = the_connection();
	int directory;

	for (;;) {
		directory = place_lock(place, job->name, true, created);
		if (directory >= 0) {
			refuse_orphan(directory, job->name);
			return directory;
		}
		*status = -1;
		if (directory == UNOPENED)
			applet_fail("cannot create %pq in %pq: %m", job->name, place->path);
		if (errno != EWOULDBLOCK)
			applet_fail("cannot lock %pq in %pq, which must be on a local file system: "
				    "%m",
				    job->name, place->path);
		if (only_try)
			return -1;
		switch (connection_open(connection, place, job->name, true)) {
		case REACHED:
			*status = reject_running(connection, job);
			connection_close(connection);
			if (*status >= 0)
				return -1;
			break;
		case REACH_BUSY:
			*status = FAILURE;
			return -1;
		default:
			connection_close(connection);
		}
	}
}

/* A path from the working directory on, which is not the monitor's. */
static void make_absolute(struct text *text, const char **path)
{
	text_reserve(text, PLACE_PATH + strlen(*path) + 2);
	if (path_from_here(text->bytes, text->size, *path))
		*path = text->bytes;
}

static void set_log_path(const struct place *place, struct job *job, struct text *text)
{
	if (!job->logs)
		return;
	if (job->log.path) {
		make_absolute(text, &job->log.path);
		return;
	}
	text_reserve(text, PLACE_PATH);
	if (!place_path(place, job->name, "log", text->bytes))
		applet_fail("%pq: the path is too long", place->path);
	job->log.path = text->bytes;
}

/* None but the standard descriptors is the job's. */
static void close_others(void)
{
	if (syscall(SYS_close_range, 3, ~0U, 0)) {
		for (int descriptor = 3; descriptor < 65536; descriptor++)
			close(descriptor);
	}
	exec_keep_self();
}

/* Starts the job whose directory is locked. Returns once it runs, or else its status. */
static int launch_job(struct monitor *monitor)
{
	struct job *job = &monitor->job;
	pid_t process;
	int status;

	read_termios(monitor);
	if (job->foreground)
		return monitor_run(monitor);
	monitor->launching = launch_open(&monitor->launch);
	process = monitor->launching ? launch_fork() : -1;
	if (process < 0) {
		error("cannot start %pq: %m", job->name);
		if (monitor->created)
			place_remove(monitor->place, job->name, monitor->directory);
		return FAILURE;
	}
	if (process == 0) {
		close(monitor->launch.heard);
		launch_say(&monitor->launch, FAILURE); /* if it dies */
		status = monitor_run(monitor);
		if (monitor->launching)
			launch_say(&monitor->launch, status);
		_exit(status);
	}
	close(monitor->directory);
	return launch_hear(&monitor->launch);
}

int start_attach(const struct place *place, const char *name, const struct view_options *view)
{
	const char *own = variable_value("HOLD_NAME"), *directory = variable_value("HOLD_DIR");
	struct connection *connection = the_connection();

	if (own && !strcmp(own, name) &&
	    (!place->option || (directory && !strcmp(directory, place->path))))
		applet_fail("%pq cannot be attached to from within itself", name);
	switch (connection_open(connection, place, name, true)) {
	case REACHED:
		return view_attach(connection, view);
	case REACH_DEAD:
		return view_tell_end(name, connection_record(connection));
	default:
		return FAILURE;
	}
}

/* The name and the lock are there when this returns; else the status to exit with. */
static int claim(struct place *place, struct monitor *monitor)
{
	struct job *job = &monitor->job;
	bool given = job->name != NULL;
	int status;

	if (given)
		format_text(monitor->name, sizeof(monitor->name), "%s", job->name);
	job->name = monitor->name;
	for (int number = 1;; number++) {
		if (!given)
			default_name(monitor->name, job->command[0], number);
		monitor->directory =
			lock_job(place, job, !given && number < 1000, &monitor->created, &status);
		if (monitor->directory >= 0)
			return 0;
		if (status >= 0)
			return status;
	}
}

/* After a failed start; what could not be executed has been reported, with 126 or 127. */
static void await_end(const struct place *place, const struct monitor *monitor, int status)
{
	struct connection *connection = the_connection();
	struct state state;

	if (connection_open(connection, place, monitor->name, false) == REACHED)
		connection_await_end(connection);
	if (job_readiness(&monitor->job) != READY_AT_ONCE && status != 126 && status != 127) {
		state_read(&state, connection->directory);
		error("%pq failed: %s", monitor->name,
		      *state.note ? state.note : "it ended before it was ready");
	}
	connection_close(connection);
}

static int start_job(struct place *place, struct monitor *monitor,
		     const struct view_options *attach)
{
	struct job *job = &monitor->job;
	struct text path = { .length = 0 };
	int status;

	if (place->foreign)
		applet_fail("%pq belongs to another user", place->path);
	status = claim(place, monitor);
	if (monitor->directory < 0)
		return status;
	monitor->place = place;
	monitor->expecting = attach && !job->detach && !job->foreground;
	set_log_path(place, job, &path);
	status = launch_job(monitor);
	if (status && !job->foreground)
		await_end(place, monitor, status);
	if (status || job->foreground)
		return status;
	if (job->detach) {
		char line[NAME_LIMIT + 2];
		struct output output;

		output_start(&output, 1, line, sizeof(line));
		output_format(&output, "%s\n", monitor->name);
		return output_finish(&output);
	}
	return attach ? start_attach(place, monitor->name, attach) : 0;
}

/* The monitor's memory, and the options of the run. */
static struct monitor *make_monitor(char **argv)
{
	struct text text = { .length = 0 };
	struct monitor *monitor = text_add(&text, sizeof(*monitor));

	running_applet = &hold_run;
	job_parse(&monitor->job, argv);
	if (!monitor->job.command[0])
		usage_error("missing operand");
	return monitor;
}

int start_run(struct place *place, char **argv, const struct view_options *attach)
{
	struct monitor *monitor;

	close_others();
	monitor = make_monitor(argv);
	if (monitor->job.name)
		name_check(monitor->job.name);
	jobs_open(place, true);
	return start_job(place, monitor, attach);
}

int start_again(struct place *place, const char *name, const struct view_options *attach)
{
	struct monitor *monitor;
	struct words words;
	int directory = place_job(place, name);

	if (directory < 0 || !words_read(&words, directory, "argv")) {
		if (attach)
			return -1;
		fail(1, "%pq has no record of a command", name);
	}
	close_others();
	jobs_open(place, true);
	monitor = make_monitor(words.options);
	monitor->job.name = name;
	monitor->job.detach = monitor->job.foreground = monitor->job.exists_ok = false;
	monitor->job.log.path = words.log;
	if (chdir(words.directory))
		applet_fail("%pq: %m", words.directory);
	return start_job(place, monitor, attach);
}
