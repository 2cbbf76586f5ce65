/* control.c - sending letters to services, and waiting until these have taken effect. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/time.h>
#include <unistd.h>

#include "control.h"
#include "file/descriptor.h"
#include "keep/supervise.h"
#include "launch/exec.h"
#include "signal/child.h"
#include "text/clock.h"
#include "text/format.h"
#include "text/quote.h"
#include "text/reason.h"
#include "text/text.h"

enum {
	LOOK_EVERY = 420, /* milliseconds */
	LOOK_SOON = 20,   /* after a change: runsv ends a little after its last status */
	LSB_FAILED = 1,
	LSB_DOWN = 3,
	LSB_UNKNOWN = 4,
};

/* Of the command for a service; what all begin with is 0. */
enum progress { UNSENT, SENT, DONE };

/* ---- messages ---- */

static void count_failure(struct sv *sv, int lsb_status)
{
	sv->failures++;
	sv->lsb_status = lsb_status;
}

/* "KIND: NAME"; the name may be that of anybody's directory. */
static void print_head(struct sv *sv, const char *kind, const char *name)
{
	output_format(&sv->output, "%s: ", kind);
	output_printable(&sv->output, name, isatty(1));
}

/* "warning: NAME: unable to open FILE: REASON" */
static void complain(struct sv *sv, const char *kind, const char *what)
{
	int reason = errno;

	print_head(sv, kind, sv->name);
	output_format(&sv->output, "%s: unable to %s: %s\n", sv->part, what,
		      reason ? reason_text(reason) : "bad format");
	count_failure(sv, *sv->letters == 's' && *kind == 'w' ? LSB_UNKNOWN : LSB_FAILED);
}

/* Without a runsv a service has done what exit asks for. */
static void report_gone(struct sv *sv)
{
	bool exits = *sv->letters == 'x';

	print_head(sv, exits ? "ok" : "fail", sv->name);
	output_format(&sv->output, "%s: runsv not running\n", sv->part);
	if (!exits)
		count_failure(sv, LSB_FAILED);
}

static void print_status(struct sv *sv, const char *name, const struct supervise *status)
{
	bool normally_up = access("down", F_OK) != 0, up = status->pid != 0;
	long long age = clock_now(CLOCK_REALTIME).tv_sec - (long long)status->since.tv_sec;

	print_head(sv,
		   supervise_states[status->state <= SUPERVISE_FINISH ? status->state
								      : SUPERVISE_FINISH + 1],
		   name);
	output_text(&sv->output, ": ");
	if (up)
		output_format(&sv->output, "(pid %d) ", (int)status->pid);
	output_format(&sv->output, "%llds", age < 0 ? 0 : age);
	if (up != normally_up)
		output_text(&sv->output, up ? ", normally down" : ", normally up");
	if (up && status->paused)
		output_text(&sv->output, ", paused");
	if (status->want == (up ? 'd' : 'u'))
		output_text(&sv->output, up ? ", want down" : ", want up");
	if (up && status->terminating)
		output_text(&sv->output, ", got TERM");
}

/* ---- a service, whose directory is the working directory ---- */

/* Whether its status is known; reports it if not. */
static bool look(struct sv *sv, struct supervise *status)
{
	int descriptor = open_above("supervise/ok", O_WRONLY | O_NONBLOCK, 0);

	if (descriptor >= 0) {
		close(descriptor);
		if (supervise_read(status))
			return true;
		complain(sv, "warning", errno ? "open supervise/status" : "read supervise/status");
	} else if (errno == ENXIO) {
		report_gone(sv);
	} else {
		complain(sv, "warning", "open supervise/ok");
	}
	return false;
}

static void print_with_log(struct sv *sv)
{
	struct supervise status, log;
	bool complete = true;

	if (!look(sv, &status))
		return;
	print_status(sv, sv->name, &status);
	sv->part = "/log";
	if (chdir("log") == 0) {
		output_text(&sv->output, "; ");
		complete = look(sv, &log);
		if (complete)
			print_status(sv, "log", &log);
	} else if (errno != ENOENT) {
		output_text(&sv->output, "; ");
		complain(sv, "warning", "change directory");
		complete = false;
	}
	if (complete)
		output_char(&sv->output, '\n');
	sv->lsb_status = status.state == SUPERVISE_DOWN ? LSB_DOWN : 0;
}

/* Returns whether they were written; reports it if not. */
static bool send_letters(struct sv *sv, const char *letters)
{
	int descriptor = open_above("supervise/control", O_WRONLY | O_NONBLOCK, 0);
	ssize_t length = (ssize_t)strlen(letters), written;

	if (descriptor < 0) {
		if (errno == ENXIO)
			report_gone(sv);
		else
			complain(sv, "warning", "open supervise/control");
		return false;
	}
	written = write(descriptor, letters, (size_t)length);
	if (written != length)
		complain(sv, "warning", "write to supervise/control");
	close(descriptor);
	return written == length;
}

/* Runs ./check, until the deadline. Returns whether it exited with 0. */
static bool run_check(struct sv *sv)
{
	static char *const argv[] = { (char *)"./check", NULL };
	struct itimerval timer = { .it_value.tv_sec = milliseconds_until(sv->deadline) / 1000 + 1 };
	int status = -1;
	pid_t pid = vfork();

	if (pid == 0) {
		close(1);
		setitimer(ITIMER_REAL, &timer, NULL);
		_exit(exec_command(argv));
	}
	return pid > 0 && child_wait(pid, &status, 0, NULL) == pid && status == 0;
}

/* Only our runsv, which also writes a handle, hears that a service is ready. */
static bool is_ready(struct sv *sv)
{
	if (access("notification-fd", F_OK) == 0 && access("supervise/handle", F_OK) == 0 &&
	    access("supervise/ready", F_OK))
		return false;
	return access("check", F_OK) || run_check(sv);
}

/* Whether the status dates from before the command. */
static bool is_older(const struct sv *sv, const struct supervise *status)
{
	return status->since.tv_sec < sv->begun.tv_sec ||
	       (status->since.tv_sec == sv->begun.tv_sec &&
		status->since.tv_nsec < sv->begun.tv_nsec);
}

static bool has_effect(struct sv *sv, char letter, const struct supervise *status)
{
	bool up = status->pid && status->state == SUPERVISE_RUN;

	if (letter == 'C')
		letter = status->want == 'd' ? 'd' : 'u';
	switch (letter) {
	case 'x':
		return false;
	case 'u':
		return up && is_ready(sv);
	case 'd':
		/* not if it only waits to be started again */
		return !status->pid && status->state == SUPERVISE_DOWN && status->want == 'd';
	case 't':
	case 'k':
		if (!status->pid && status->want == 'd')
			return true;
		return up && !is_older(sv, status) && !status->terminating && is_ready(sv);
	case 'o':
		return status->pid ? status->want == 'd' : !is_older(sv, status);
	case 'p':
	case 'c':
		return !status->pid || (letter == 'p') == (status->paused != 0);
	default:
		return true;
	}
}

static bool is_expired(const struct sv *sv)
{
	return sv->deadline <= milliseconds_now();
}

static enum progress check(struct sv *sv)
{
	struct supervise status;
	const char *letter = sv->letters;
	bool expired = is_expired(sv), kills = sv->flags & SV_KILLS;

	if (!look(sv, &status))
		return DONE;
	while (*letter && has_effect(sv, *letter, &status))
		letter++;
	if (*letter && !expired)
		return SENT;
	output_text(&sv->output, !*letter ? "ok: " : kills ? "kill: " : "timeout: ");
	print_status(sv, sv->name, &status);
	output_char(&sv->output, '\n');
	if (*letter) {
		count_failure(sv, LSB_FAILED);
		if (kills)
			send_letters(sv, "k");
	}
	return DONE;
}

static enum progress begin(struct sv *sv)
{
	struct supervise status;

	if (*sv->letters == 's') {
		print_with_log(sv);
		return DONE;
	}
	if (sv->flags & SV_APPEARS && access("supervise/ok", F_OK) && !is_expired(sv))
		return UNSENT;
	if (!look(sv, &status))
		return DONE;
	/* a second TERM may end a service in the middle of what the first one makes it do */
	if (*sv->letters != 'C' &&
	    !(*sv->letters == 'd' && status.want == 'd' && status.terminating) &&
	    !send_letters(sv, sv->letters))
		return DONE;
	return sv->flags & SV_WAITS ? SENT : DONE;
}

/* ---- all of them ---- */

static bool enter(const struct sv *sv, const char *name)
{
	size_t length = strlen(name);
	bool is_path = *name == '/' || *name == '.' || (length && name[length - 1] == '/');
	int from = is_path ? sv->here : sv->services;

	errno = sv->fault;
	return from >= 0 && descriptor_enter(from) == 0 && chdir(name) == 0;
}

static enum progress advance(struct sv *sv, const char *name, enum progress progress, int changes)
{
	sv->name = name;
	sv->part = "";
	if (!enter(sv, name)) {
		complain(sv, "fail", "change to service directory");
		return DONE;
	}
	/* before looking, so that no change is missed */
	if (sv->flags & SV_WAITS &&
	    inotify_add_watch(changes, "supervise", IN_CREATE | IN_MOVED_TO) < 0)
		inotify_add_watch(changes, ".", IN_CREATE);
	return progress == UNSENT ? begin(sv) : check(sv);
}

/* Waits for a change, or a while; *soon: for less than that. */
static void await_change(const struct sv *sv, int changes, bool *soon)
{
	char buffer[1024];
	struct pollfd polled = { .fd = changes, .events = POLLIN };
	int left = milliseconds_until(sv->deadline), limit = *soon ? LOOK_SOON : LOOK_EVERY;

	*soon = poll(&polled, 1, left < limit ? left : limit) > 0;
	while (*soon && read(changes, buffer, sizeof(buffer)) > 0)
		;
}

void control(struct sv *sv, char **services, int count)
{
	bool waits = sv->flags & SV_WAITS;
	int changes = waits ? move_above(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) : -1;
	struct text progress = { .length = 0 };
	char *states = text_add(&progress, (size_t)count);
	bool soon = false, left = true;

	/* the first pass sends, to all of them, and waits for none */
	for (bool first = true; left; first = false) {
		left = false;
		for (int i = 0; i < count; i++) {
			if (states[i] != DONE)
				states[i] = (char)advance(sv, services[i], (enum progress)states[i],
							  changes);
			left |= states[i] != DONE;
		}
		output_flush(&sv->output);
		if (left && !first)
			await_change(sv, changes, &soon);
	}
}
