/* place.c - the files in the directory supervise/ of a service. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "place.h"
#include "proc/process.h"
#include "proc/procfs.h"
#include "setting.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/lines.h"

static const char handle_path[] = "supervise/handle";

/* Returns -1 with errno: EEXIST if something else is there. */
static int open_fifo(const char *path, int access)
{
	struct stat status;
	int descriptor;

	if (mkfifo(path, 0600) && errno != EEXIST)
		return -1;
	descriptor = open_above(path, access | O_NONBLOCK, 0);
	if (descriptor >= 0 && fstat(descriptor, &status) == 0 && !S_ISFIFO(status.st_mode)) {
		close(descriptor);
		errno = EEXIST;
		return -1;
	}
	return descriptor;
}

/* If supervise is a link, what it leads to is made. */
static bool make_directory(void)
{
	char target[PATH_MAX];

	if (mkdir("supervise", 0700) && errno != EEXIST)
		return false;
	if (link_read(AT_FDCWD, "supervise", target, sizeof(target)) > 0)
		mkdir(target, 0700);
	return true;
}

/*
 * Makes and locks supervise/ in the working directory, which is that of the service. Returns NULL,
 * or what could not be done, with errno; then place is unchanged. publish follows.
 */
static const char *open_place(struct place *place)
{
	struct place fresh = { .control = -1, .ok = -1 };
	const char *fault = NULL;

	if (!make_directory())
		return "create supervise";
	fresh.directory = open_above(".", O_PATH | O_DIRECTORY, 0);
	fresh.lock = open_above("supervise/lock", O_WRONLY | O_CREAT | O_NONBLOCK, 0600);
	if (fresh.directory < 0 || fresh.lock < 0)
		fault = "open supervise/lock";
	else if (!lock_soon(fresh.lock))
		fault = "lock supervise/lock";
	else if ((fresh.control = open_fifo("supervise/control", O_RDWR)) < 0)
		fault = "open supervise/control";
	if (!fault) {
		*place = fresh;
		return NULL;
	}
	close_keeping_errno(fresh.directory);
	close_keeping_errno(fresh.lock);
	return fault;
}

/* Writes the status, and opens what reports that a runsv is there. Returns as open_place does. */
static const char *publish(struct service *service)
{
	place_write_status(service);
	/* it never appears without a reader */
	service->place.ok = open_fifo("supervise/ok.new", O_RDONLY);
	if (service->place.ok >= 0 && rename("supervise/ok.new", "supervise/ok") == 0)
		return NULL;
	return "open supervise/ok";
}

/* ---- the status ---- */

static bool write_fresh(const char *path, const char *bytes, size_t count)
{
	int descriptor = open_above(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	bool written = descriptor >= 0 && write_all(descriptor, bytes, count, -1);

	close_keeping_errno(descriptor);
	return written;
}

static bool write_file(const char *path, const char *bytes, size_t count)
{
	char fresh[32];

	format_text(fresh, sizeof(fresh), "%s.new", path);
	return write_fresh(fresh, bytes, count) && rename(fresh, path) == 0;
}

static void describe(const struct service *service, struct output *output)
{
	const struct supervise *status = &service->status;
	bool down = status->state == SUPERVISE_DOWN;

	output_text(output, supervise_states[status->state]);
	if (service->failed)
		output_text(output, ", failed");
	if (status->paused)
		output_text(output, ", paused");
	if (status->terminating)
		output_text(output, ", got TERM");
	if (status->want == 'd' && !down)
		output_text(output, service->want_exit ? ", want exit" : ", want down");
	output_char(output, '\n');
}

void place_write_status(struct service *service)
{
	char text[64];
	struct output output;
	bool written;

	service_enter(service);
	output_start(&output, OUTPUT_TEXT, text, sizeof(text));
	if (service->status.pid)
		output_format(&output, "%d\n", (int)service->status.pid);
	written = write_file("supervise/pid", text, output.used);
	output.used = 0;
	describe(service, &output);
	written = written && write_file("supervise/stat", text, output.used);
	supervise_pack((unsigned char *)text, &service->status);
	if (written && write_file("supervise/status", text, SUPERVISE_SIZE))
		errno = 0;
	if (errno && errno != service->unwritten)
		error("warning: unable to write to supervise: %m");
	service->unwritten = errno;
}

/* ---- the directory ---- */

static void replace(struct service *service, const char *path)
{
	struct place old = service->place;

	if (chdir(path) || open_place(&service->place)) {
		error("warning: unable to use the new directory: %m");
		return;
	}
	publish(service);
	close(old.directory);
	close(old.lock);
	close(old.control);
	close(old.ok);
}

void place_check(struct runsv *runsv)
{
	struct service *service = &runsv->services[SERVICE];
	struct stat there, ours;

	/* a new directory has a runsv of its own if we are to end */
	if (service->want_exit || fstatat(runsv->base, runsv->path, &there, 0) ||
	    fstat(service->place.directory, &ours) ||
	    (there.st_ino == ours.st_ino && there.st_dev == ours.st_dev) ||
	    descriptor_enter(runsv->base))
		return;
	replace(service, runsv->path);
	service_enter(service);
	if (runsv->has_log)
		replace(&runsv->services[LOG], "log");
}

/* ---- the handle ---- */

/* What identifies a process: its number, its pidfd's inode, when it started, and the boot. */
static void identify(pid_t pid, char text[SETTING_SIZE])
{
	char buffer[2048], boot[BOOT_ID_SIZE];
	struct process process = {
		.from = open_above("/proc", O_RDONLY | O_DIRECTORY, 0),
		.id = pid,
		.stat = { .bytes = buffer, .size = sizeof(buffer) },
	};
	const long long *fields = process_stat(&process);

	boot_id(boot);
	format_text(text, SETTING_SIZE, "%d:%llu %lld %s", (int)pid, pid_inode(pid),
		    fields ? fields[STAT_START] : 0, boot);
	close(process.from);
}

void place_write_handle(void)
{
	char text[SETTING_SIZE];
	size_t length;

	identify(getpid(), text);
	length = strlen(text);
	text[length] = '\n';
	write_fresh(handle_path, text, length + 1);
}

/* Finds the process that another runsv has started and left running. Returns whether it did. */
static bool adopt(struct service *service)
{
	char written[SETTING_SIZE], found[SETTING_SIZE];
	const char *text = written;
	struct supervise status;
	pid_t pid;

	if (!setting_read(handle_path, written))
		return false;
	pid = (pid_t)line_number(&text, 10);
	if (pid <= 0 || !target_of_pid(&service->held, pid, 0))
		return false;
	identify(pid, found);
	if (strcmp(written, found) || target_state(&service->held) == TARGET_ENDED) {
		target_drop(&service->held);
		return false;
	}
	service->adopted = true;
	service->status.pid = pid;
	service->status.state = SUPERVISE_RUN;
	if (supervise_read(&status) && status.pid == pid && status.state <= SUPERVISE_FINISH)
		service->status = status;
	return true;
}

/* ---- the beginning ---- */

static _Noreturn void fail_to(const char *what)
{
	fail(FAILURE, "fatal: unable to %s: %m", what);
}

/* Takes over the service in the working directory. */
static void open_service(struct service *service)
{
	const char *fault = open_place(&service->place);

	if (!fault) {
		service->status.want = access("down", F_OK) ? 'u' : 'd';
		service->status.since = clock_now(CLOCK_REALTIME);
		if (!adopt(service) && service->status.want == 'u')
			service->wake = 1;
		fault = publish(service);
	}
	if (fault)
		fail(FAILURE, "fatal: unable to %s%s: %m", fault,
		     service->is_log ? " of log" : "");
}

void places_open(struct runsv *runsv)
{
	for (struct service *service = runsv->services; service < runsv->services + SERVICES;
	     service++) {
		service->runsv = runsv;
		service->place.control = -1;
		service->readiness.descriptor = -1;
		service->held.pidfd = service->held.directory = -1;
	}
	runsv->services[LOG].is_log = true;
	runsv->base = open_above(".", O_PATH | O_DIRECTORY, 0);
	if (chdir(runsv->path))
		fail_to("change to directory");
	open_service(&runsv->services[SERVICE]);
	if (chdir("log")) {
		if (errno != ENOENT && errno != ENOTDIR)
			fail_to("change to log directory");
		if (errno == ENOTDIR)
			error("warning: ./log: not a directory");
		return;
	}
	runsv->has_log = launch_open(&runsv->pipe);
	if (!runsv->has_log)
		fail_to("create log pipe");
	open_service(&runsv->services[LOG]);
}
