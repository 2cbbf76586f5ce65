/* runsvdir - run a runsv for each service in a directory
 * runit 2.3.0 https://smarden.org/runit/runsvdir.8.html
 *
 * The directory is read when inotify reports a change, when a runsv has ended, and every five
 * seconds while something is wrong that no event would end. Services are known by device and
 * inode, not by name.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "file/entries.h"
#include "keep/arrival.h"
#include "launch/exec.h"
#include "mirror.h"
#include "signal/child.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/text.h"
#include "title.h"
#include "watch.h"

static const struct applet_option options[] = {
	OPT('P', NULL, NULL, "run each runsv in a session of its own"),
	OPT('S', NULL, "DIR", "keep the state of the services below DIR"),
	{ .key = 0 },
};

enum {
	USAGE = 1,
	FAILURE = 100,
	HUNG_UP = 111,
	NAME_SIZE = 256,
	SERVICES_MAX = 1000,
	LOOK_EVERY = 5000, /* milliseconds */
	RESTART_AFTER = 1000,
};

struct service {
	dev_t device;
	ino_t inode;
	pid_t pid; /* of its runsv; 0: none */
	bool seen;
	long long started; /* milliseconds_now() */
};

struct runsvdir {
	const char *path;
	const char *state; /* -S */
	bool sessions;     /* -P */
	bool complained;   /* of what is wrong now */
	int base;          /* the directory that path starts from */
	int directory;     /* of the services */
	long long look; /* when to read the directory; 0: when something happens */
	struct arrival arrival;
	struct watch watch;
	struct title title;
	struct text services;
};

/* What is wrong is reported once; until it is mended, the directory is read every five seconds. */
static void complain(struct runsvdir *runsvdir, const char *what, const char *name)
{
	if (!runsvdir->complained)
		error("warning: unable to %s %pn: %m", what, name);
	runsvdir->watch.blind = true;
}

/* The services are those from the first one to before the end. */
static struct service *first_of(const struct runsvdir *runsvdir)
{
	return (struct service *)(void *)runsvdir->services.bytes;
}

static struct service *end_of(const struct runsvdir *runsvdir)
{
	return (struct service *)(void *)(runsvdir->services.bytes + runsvdir->services.length);
}

/* In the child, whose memory is ours until it has become runsv. */
static _Noreturn void become(struct runsvdir *runsvdir, const char *name)
{
	char *const argv[] = { (char *)"runsv", (char *)name, NULL };

	if (runsvdir->sessions)
		setsid();
	arrival_restore(&runsvdir->arrival);
	if (descriptor_enter(runsvdir->state ? runsvdir->base : runsvdir->directory) == 0 &&
	    (!runsvdir->state || chdir(runsvdir->state) == 0))
		exec_command(argv);
	error("warning: unable to start runsv %pn: %m", name);
	_exit(FAILURE);
}

static void start(struct runsvdir *runsvdir, struct service *service, const char *name)
{
	pid_t pid;

	if (runsvdir->state &&
	    !mirror(runsvdir->directory, runsvdir->base, runsvdir->state, name))
		error("warning: unable to write to %pn: %m", runsvdir->state);
	service->started = milliseconds_now();
	pid = vfork();
	if (pid == 0)
		become(runsvdir, name);
	if (pid < 0)
		complain(runsvdir, "fork for", name);
	else
		service->pid = pid;
}

/* The service that this is, or a new one; NULL if there are too many. */
static struct service *find(struct runsvdir *runsvdir, const struct stat *status)
{
	struct service *service, *end = end_of(runsvdir);

	for (service = first_of(runsvdir); service < end; service++) {
		if (service->inode == status->st_ino && service->device == status->st_dev)
			return service;
	}
	if (runsvdir->services.length == SERVICES_MAX * sizeof(*service))
		return NULL;
	service = text_add(&runsvdir->services, sizeof(*service));
	*service = (struct service){ .device = status->st_dev, .inode = status->st_ino };
	return service;
}

static void look_at(struct runsvdir *runsvdir, const char *name)
{
	struct service *service;
	struct stat status;
	long long now, due;

	if (*name == '.')
		return;
	if (fstatat(runsvdir->directory, name, &status, 0)) {
		complain(runsvdir, "stat", name);
		return;
	}
	if (!S_ISDIR(status.st_mode))
		return;
	service = find(runsvdir, &status);
	if (!service) {
		errno = ENOSPC;
		complain(runsvdir, "start more than 1000 services, without", name);
		return;
	}
	service->seen = true;
	if (service->pid)
		return;
	now = milliseconds_now();
	due = service->started ? service->started + RESTART_AFTER : now;
	if (due <= now)
		start(runsvdir, service, name);
	else
		runsvdir->look = milliseconds_earlier(runsvdir->look, due);
}

/* Those that were not seen are gone: their runsv is told to end, and forgotten. */
static void remove_unseen(struct runsvdir *runsvdir)
{
	struct service *kept = first_of(runsvdir), *end = end_of(runsvdir);

	for (struct service *service = kept; service < end; service++) {
		if (service->seen)
			*kept++ = *service;
		else if (service->pid)
			kill(service->pid, SIGTERM);
	}
	runsvdir->services.length = (char *)kept - runsvdir->services.bytes;
	/* there is room for others now */
	if (kept < end && runsvdir->watch.blind)
		runsvdir->look = milliseconds_now();
}

static bool read_directory(struct runsvdir *runsvdir)
{
	struct entries entries;
	const char *name;

	runsvdir->directory = open_above(runsvdir->path, O_RDONLY | O_DIRECTORY, 0);
	if (runsvdir->directory < 0)
		return false;
	for (struct service *service = first_of(runsvdir); service < end_of(runsvdir); service++)
		service->seen = false;
	entries_start(&entries, runsvdir->directory);
	while ((name = entries_next(&entries)))
		look_at(runsvdir, name);
	if (errno)
		return false;
	remove_unseen(runsvdir);
	return true;
}

static void look(struct runsvdir *runsvdir)
{
	runsvdir->look = 0;
	if (descriptor_enter(runsvdir->base))
		error("warning: unable to change to directory: %m");
	/* before the directory is read, so that no change is missed */
	if (!watch_start(&runsvdir->watch, runsvdir->path))
		complain(runsvdir, "watch", runsvdir->path);
	if (!read_directory(runsvdir))
		complain(runsvdir, "read", runsvdir->path);
	if (runsvdir->directory >= 0)
		close(runsvdir->directory);
	runsvdir->complained = runsvdir->watch.blind;
	if (runsvdir->watch.blind && !runsvdir->look)
		runsvdir->look = milliseconds_now() + LOOK_EVERY;
}

/* As process 1 we have other children, too. Returns whether one was a runsv. */
static bool reap(struct runsvdir *runsvdir)
{
	bool found = false;
	pid_t pid;

	while ((pid = child_wait(-1, NULL, WNOHANG | __WALL, NULL)) > 0) {
		struct service *service = first_of(runsvdir);

		for (; service < end_of(runsvdir); service++) {
			if (service->pid == pid) {
				service->pid = 0;
				found = true;
			}
		}
	}
	return found;
}

static _Noreturn void hang_up(struct runsvdir *runsvdir)
{
	struct service *service = first_of(runsvdir);

	for (; service < end_of(runsvdir); service++) {
		if (service->pid)
			kill(service->pid, SIGTERM);
	}
	exit(HUNG_UP);
}

/* Returns whether the directory is to be read. */
static bool read_signals(struct runsvdir *runsvdir)
{
	bool ended = false;
	int number;

	while ((number = arrival_next(&runsvdir->arrival))) {
		if (number == SIGTERM)
			exit(0);
		if (number == SIGHUP)
			hang_up(runsvdir);
		ended |= reap(runsvdir);
	}
	return ended;
}

/* Milliseconds for poll(2). */
static int time_left(const struct runsvdir *runsvdir)
{
	return milliseconds_until(milliseconds_earlier(runsvdir->look, runsvdir->title.fades));
}

static void await_events(struct runsvdir *runsvdir)
{
	struct pollfd polled[] = {
		{ .fd = runsvdir->arrival.descriptor, .events = POLLIN },
		{ .fd = runsvdir->title.reader, .events = POLLIN },
		{ .fd = runsvdir->watch.descriptor, .events = POLLIN },
	};
	bool changed;

	poll(polled, 3, time_left(runsvdir));
	changed = (polled[0].revents && read_signals(runsvdir)) || polled[2].revents;
	title_update(&runsvdir->title, polled[1].revents != 0);
	if (changed || (runsvdir->look && runsvdir->look <= milliseconds_now()))
		look(runsvdir);
}

static int runsvdir_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct runsvdir runsvdir = { .title.reader = -1, .watch.descriptor = -1 };
	char name[NAME_SIZE];
	int key;

	while ((key = option_next(&parsed))) {
		runsvdir.sessions |= key == 'P';
		if (key == 'S')
			runsvdir.state = parsed.argument;
	}
	argv += parsed.index;
	argc -= parsed.index;
	if (argc < 1 || argc > 2)
		usage_exit();
	runsvdir.path = argv[0];
	format_text(name, sizeof(name), "runsvdir %pn", runsvdir.path);
	error_name = name;
	arrival_start(&runsvdir.arrival, (const char[]){ SIGCHLD, SIGTERM, SIGHUP, 0 }, FAILURE);
	runsvdir.base = open_above(".", O_PATH | O_DIRECTORY, 0);
	if (argc == 2)
		title_start(&runsvdir.title, argv[1]);
	look(&runsvdir);
	for (;;)
		await_events(&runsvdir);
}

APPLET(runsvdir) = {
	.name = "runsvdir",
	.main = runsvdir_main,
	.synopsis = "[-P] dir",
	.summary = "Run runsv for each service in a directory, as long as the service is there.",
	.options = options,
	.failure = USAGE,
	.flags = APPLET_LIKE_RUNIT,
};
