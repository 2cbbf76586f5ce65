/* runsv - start and supervise a service, and its log service
 * runit 2.3.0 https://smarden.org/runit/runsv.8.html
 *
 * Everything that happens arrives at one poll: signals, letters in the two control FIFOs, the
 * service's word that it is ready, and the end of a process that an earlier runsv has started.
 * There is one deadline for each service: to start it, or to kill it.
 */
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "end.h"
#include "file/descriptor.h"
#include "place.h"
#include "service.h"
#include "signal/child.h"
#include "start.h"
#include "target/signal.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"

enum { USAGE = 1, LOOK_EVERY = 1000, NAME_SIZE = 256 };

void service_enter(const struct service *service)
{
	if (descriptor_enter(service->place.directory))
		error("warning: unable to change to directory: %m");
}

void service_signal(struct service *service, int number)
{
	if (service->adopted)
		target_signal(&service->held, number, NULL);
	else if (service->status.pid)
		kill(service->status.pid, number);
}

/* ---- letters ---- */

/* Sends TERM to run. A service that is not to run again must also be able to handle it. */
static void stop_run(struct service *service)
{
	bool down = service->status.want == 'd';

	if (!start_control(service, 't')) {
		service_signal(service, setting_get(&service->settings, SETTING_DOWN_SIGNAL)
						? (int)service->settings.value.number
						: SIGTERM);
		service->status.terminating = true;
		place_write_status(service);
	}
	if (!down)
		return;
	service_signal(service, SIGCONT);
	start_control(service, service->want_exit ? 'x' : 'd');
	end_limit(service, SETTING_TIMEOUT_KILL);
}

static void take_down(struct service *service, bool want_exit)
{
	service->status.want = 'd';
	service->want_exit = want_exit;
	if (service->status.state == SUPERVISE_DOWN)
		service->wake = 0;
	place_write_status(service);
	if (service->status.state == SUPERVISE_RUN)
		stop_run(service);
}

/* Once its log service is ending, the service cannot be started again. */
static void bring_up(struct service *service, bool once)
{
	if (service->runsv->services[LOG].want_exit)
		return;
	service->status.want = once ? 'd' : 'u';
	service->want_exit = service->failed = false;
	service->runs = 0;
	if (service->status.state == SUPERVISE_DOWN)
		start_program(service);
	else if (service->status.state == SUPERVISE_RUN)
		service->wake = 0;
	place_write_status(service);
}

static void pass_signal(struct service *service, char letter)
{
	static const char letters[] = "kpchaiq12";
	static const unsigned char signals[] = { SIGKILL, SIGSTOP, SIGCONT, SIGHUP, SIGALRM,
						 SIGINT, SIGQUIT, SIGUSR1, SIGUSR2 };
	const char *found = letter ? strchr(letters, letter) : NULL;
	bool run = service->status.state == SUPERVISE_RUN;

	if (!found || !(run || letter == 'k'))
		return;
	if (!run || !start_control(service, letter))
		service_signal(service, signals[found - letters]);
	if (letter == 'p' || letter == 'c') {
		service->status.paused = letter == 'p';
		place_write_status(service);
	}
}

static void act_on_letter(struct service *service, char letter)
{
	service_enter(service);
	switch (letter) {
	case 'u':
	case 'o':
		bring_up(service, letter == 'o');
		break;
	case 'x':
	case 'd':
		if (letter == 'd' || !service->is_log)
			take_down(service, letter == 'x');
		break;
	case 't':
		if (service->status.state == SUPERVISE_RUN)
			stop_run(service);
		break;
	default:
		pass_signal(service, letter);
	}
}

static void read_letters(struct service *service)
{
	char letters[64];
	ssize_t count = read(service->place.control, letters, sizeof(letters));

	for (ssize_t i = 0; i < count; i++)
		act_on_letter(service, letters[i]);
	if (count > 0)
		place_check(service->runsv);
}

/* ---- events ---- */

static void reap(struct runsv *runsv)
{
	struct service *services = runsv->services, *service;
	int status;
	pid_t pid;

	while ((pid = child_wait(-1, &status, WNOHANG | __WALL, NULL)) > 0) {
		for (service = services; service < services + SERVICES; service++) {
			if (service->status.pid == pid && !service->adopted) {
				end_reaped(service, status);
				place_check(runsv);
			}
		}
	}
	/* the descendants that were swept */
	service = &services[SERVICE];
	if (service->status.state == SUPERVISE_FINISH && !service->status.pid && !service->wake)
		end_settle(service);
}

static void read_signals(struct runsv *runsv)
{
	int number;

	while ((number = arrival_next(&runsv->arrival))) {
		if (number == SIGTERM)
			act_on_letter(&runsv->services[SERVICE], 'x');
		else
			reap(runsv);
	}
}

static void hear_readiness(struct service *service)
{
	int news = 0;

	if (service->readiness.descriptor >= 0)
		news = readiness_read(&service->readiness, 0, 0);
	if (!(news & (READINESS_READY | READINESS_CLOSED)))
		return;
	close(service->readiness.descriptor);
	service->readiness.descriptor = -1;
	service_enter(service);
	if (news & READINESS_READY)
		close(open_above("supervise/ready", O_WRONLY | O_CREAT, 0644));
}

static void act_on_deadline(struct service *service)
{
	service->wake = 0;
	if (service->status.pid)
		service_signal(service, SIGKILL);
	else
		start_program(service);
}

/* The end of a process that is not our child: how it has ended is not known. */
static void check_adopted(struct service *service)
{
	if (service->adopted && target_state(&service->held) == TARGET_ENDED) {
		end_reaped(service, -1);
		place_check(service->runsv);
	}
}

/* Milliseconds for poll(2). */
static int time_left(const struct runsv *runsv)
{
	long long first = 0;

	for (const struct service *service = runsv->services;
	     service < runsv->services + SERVICES; service++) {
		first = milliseconds_earlier(first, service->wake);
		if (service->adopted && service->held.pidfd < 0)
			first = milliseconds_earlier(first, milliseconds_now() + LOOK_EVERY);
	}
	return milliseconds_until(first);
}

/* None of what is read here blocks, so all of it is tried whatever has happened. */
static void await_events(struct runsv *runsv)
{
	struct pollfd polled[1 + 3 * SERVICES], *at = polled;
	struct service *end = runsv->services + SERVICES;

	(at++)->fd = runsv->arrival.descriptor;
	for (struct service *service = runsv->services; service < end; service++) {
		(at++)->fd = service->place.control;
		(at++)->fd = service->readiness.descriptor;
		(at++)->fd = service->held.pidfd;
	}
	while (at > polled)
		(--at)->events = POLLIN;
	poll(polled, sizeof(polled) / sizeof(*polled), time_left(runsv));
	/* first what a service has said before it ended */
	for (struct service *service = runsv->services; service < end; service++)
		hear_readiness(service);
	read_signals(runsv);
	for (struct service *service = runsv->services; service < end; service++) {
		check_adopted(service);
		read_letters(service);
		if (service->wake && service->wake <= milliseconds_now())
			act_on_deadline(service);
	}
}

/* Starts the log service again if it has left something in its pipe, and was not told to. */
static void drain(struct runsv *runsv)
{
	struct service *log = &runsv->services[LOG];
	int pending = 0;

	if (log->status.pid || !runsv->drains || ioctl(runsv->pipe.heard, FIONREAD, &pending) ||
	    pending == runsv->pending)
		return;
	/* once it leaves as much as the last time, there is no point in another try */
	runsv->pending = pending;
	start_program(log);
}

/* Whether there is nothing left to do: the service is down for good, and then its log has ended. */
static bool is_over(struct runsv *runsv)
{
	struct service *log = &runsv->services[LOG], *service = &runsv->services[SERVICE];

	if (!service->want_exit || service->status.state != SUPERVISE_DOWN)
		return false;
	if (!log->want_exit && runsv->has_log) {
		close(runsv->pipe.said);
		runsv->drains = log->status.want == 'u';
		log->status.want = 'd';
		log->want_exit = true;
		log->wake = 0;
		place_write_status(log);
	}
	drain(runsv);
	return !log->status.pid;
}

static int runsv_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct runsv runsv = { .path = NULL };
	char name[NAME_SIZE];

	option_next(&parsed);
	if (argc - parsed.index != 1)
		usage_exit();
	runsv.path = argv[parsed.index];
	format_text(name, sizeof(name), "runsv %pn", runsv.path);
	error_name = name;
	arrival_start(&runsv.arrival, (const char[]){ SIGCHLD, SIGTERM, 0 }, FAILURE);
	places_open(&runsv);
	while (!is_over(&runsv))
		await_events(&runsv);
	return 0;
}

APPLET(runsv) = {
	.name = "runsv",
	.main = runsv_main,
	.synopsis = "dir",
	.summary = "Start and supervise the service in a directory, and its log service.",
	.failure = USAGE,
	.flags = APPLET_LIKE_RUNIT,
};
