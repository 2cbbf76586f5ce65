/* start.c - starting run, finish and the programs in control/. */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "end.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "place.h"
#include "signal/child.h"
#include "start.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"

enum { NO_NUMBER = -1, NOT_EXECUTED = 111 };

/* In the child, whose memory is ours until it has become the program. */
static _Noreturn void become(struct service *service, char *const argv[], bool handled, int number,
			     const struct launch *launch)
{
	struct runsv *runsv = service->runsv;

	if (runsv->has_log)
		redirect(service->is_log ? runsv->pipe.heard : runsv->pipe.said, !service->is_log);
	if (number != NO_NUMBER)
		readiness_give(&service->readiness, number);
	if (handled)
		place_write_handle();
	arrival_restore(&runsv->arrival);
	exec_command(argv);
	launch_say(launch, errno);
	_exit(NOT_EXECUTED);
}

/*
 * Starts a program; *reason is why it could not be executed, or 0. Returns -1 with errno if there
 * is no process.
 */
static pid_t spawn(struct service *service, char *const argv[], bool handled, int number,
		   int *reason)
{
	struct launch launch;
	pid_t pid;

	*reason = 0;
	if (!launch_open(&launch))
		return -1;
	pid = vfork();
	if (pid == 0)
		become(service, argv, handled, number, &launch);
	if (pid < 0) {
		launch_close(&launch);
		return -1;
	}
	*reason = launch_hear(&launch);
	return pid;
}

bool start_control(struct service *service, char letter)
{
	char path[] = "control/?", *const argv[] = { path, NULL };
	int status = -1, reason;
	pid_t pid;

	if (service->is_log)
		return false;
	path[sizeof(path) - 2] = letter;
	service_enter(service);
	if (access(path, X_OK))
		return false;
	pid = spawn(service, argv, false, NO_NUMBER, &reason);
	if (pid < 0)
		error("warning: unable to start %s: %m", path);
	else
		child_wait(pid, &status, 0, NULL);
	return pid > 0 && status == 0;
}

/* Reports each reason once, until it has been another one. */
static void report(struct service *service, bool finishing, bool forked, int reason)
{
	if (reason && reason != service->reasons[finishing]) {
		errno = reason;
		if (!forked)
			error("warning: unable to fork: %m");
		else
			error("fatal: unable to start %s./%s: %m", service->is_log ? "log/" : "",
			      finishing ? "finish" : "run");
	}
	service->reasons[finishing] = reason;
}

/* What the service needs before run: the number of the descriptor for its readiness, or none. */
static int prepare(struct service *service)
{
	struct runsv *runsv = service->runsv;
	long long number;

	start_control(service, 'u');
	unlink("supervise/ready");
	if (!service->is_log && !runsv->adopts && access("flag-tree", F_OK) == 0) {
		runsv->adopts = tree_adopt(&runsv->tree);
		if (!runsv->adopts)
			error("warning: unable to adopt descendants: %m");
	}
	setting_get(&service->settings, SETTING_NOTIFICATION_FD);
	number = service->settings.value.number;
	if (number == NO_NUMBER || readiness_open_pipe(&service->readiness))
		return (int)number;
	error("warning: unable to create a pipe: %m");
	return NO_NUMBER;
}

/* The process is run now. */
static void note_start(struct service *service)
{
	service->status.state = SUPERVISE_RUN;
	service->status.since = clock_now(CLOCK_REALTIME);
	backoff_started(&service->starts, service->started);
}

void start_program(struct service *service)
{
	bool finishing = service->status.state == SUPERVISE_FINISH;
	char code[16], low[16];
	char *const argv[] = { (char *)(finishing ? "./finish" : "./run"), finishing ? code : NULL,
			       low, NULL };
	int number, reason;
	pid_t pid;

	service_enter(service);
	number = finishing ? NO_NUMBER : prepare(service);
	if (!finishing)
		service->started = milliseconds_now();
	format_text(code, sizeof(code), "%d",
		    WIFEXITED(service->wait) ? WEXITSTATUS(service->wait) : -1);
	format_text(low, sizeof(low), "%d", service->wait < 0 ? 0 : service->wait & 0xff);
	pid = spawn(service, argv, true, number, &reason);
	report(service, finishing, pid > 0, pid < 0 ? errno : reason);
	if (number != NO_NUMBER)
		close(service->readiness.writer);
	service->wake = 0;
	if (pid < 0) {
		end_plan_start(service);
		return;
	}
	service->status.pid = pid;
	service->status.paused = service->status.terminating = false;
	service->wait = 0;
	if (!finishing)
		note_start(service);
	else
		end_limit(service, SETTING_TIMEOUT_FINISH);
	place_write_status(service);
}
