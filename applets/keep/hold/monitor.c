/* monitor.c - the process that holds a job: its loop.
 *
 * All signals are blocked and come through a descriptor; one poll waits for everything, until the
 * nearest deadline. What the job writes goes to the ring, once, and whoever wants it has a place in
 * that, its flow. A flow that is about to be overrun may hold the job back for some time.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connection.h"
#include "file/descriptor.h"
#include "monitor.h"
#include "signal/child.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/path.h"
#include "text/retry.h"
#include "text/variable.h"

enum {
	SLOT_SIGNALS,
	SLOT_LISTENER,
	SLOT_OUTPUT,
	SLOT_INPUT,
	SLOT_READY,
	SLOT_STDOUT,
	SLOT_CLIENTS
};

/* Whether the flow holds the job back, as the next read would overrun it. */
static bool holds_back(struct monitor *monitor, struct flow *flow)
{
	long long *deadline = &monitor->deadlines[AT_IMPATIENT];
	uint64_t behind = monitor->ring.head - flow->cursor;

	if (behind + RING_READ > monitor->ring.size || (monitor->phase == REST && behind)) {
		if (!flow->until)
			flow->until = monitor->now + flow->left;
		if (flow->until > monitor->now) {
			*deadline = milliseconds_earlier(*deadline, flow->until);
			return true;
		}
		flow->left = 0;
		return false;
	}
	if (flow->until)
		flow->left = flow->until > monitor->now ? flow->until - monitor->now : 0;
	flow->until = 0;
	if (!behind)
		flow->left = flow->patience;
	return false;
}

/* Whether any flow holds the job back; at the end of the job, whether any still wants output. */
static bool is_held_back(struct monitor *monitor)
{
	struct client *client = NULL;
	bool held = false;

	monitor->deadlines[AT_IMPATIENT] = NEVER;
	while ((client = serve_next(monitor, client))) {
		if (client->output)
			held |= holds_back(monitor, &client->flow);
	}
	if (has_log(monitor))
		held |= holds_back(monitor, &monitor->log_flow);
	if (monitor->copies)
		held |= holds_back(monitor, &monitor->stdout_flow);
	if (monitor->expecting)
		held |= holds_back(monitor, &monitor->first_flow);
	return held;
}

/* Reads what the job has written, once. */
static void read_output(struct monitor *monitor)
{
	uint64_t before = monitor->ring.head;
	ssize_t count = ring_read(&monitor->ring, monitor->output, RING_READ);

	if (count <= 0) {
		if (count < 0 && errno == EINTR)
			return;
		monitor->drained = !monitor->child;
		if (count == 0 || errno != EAGAIN)
			monitor->output = -1; /* nothing has it open any more */
		return;
	}
	if (CONFIG_FEATURE_HOLD_REPLAY && !monitor->job.piped)
		serve_screen(monitor, before);
	while (CONFIG_FEATURE_HOLD_RESTART && monitor->ready_text.text && !monitor->state.ready &&
	       before < monitor->ring.head) {
		struct piece piece = ring_peek(&monitor->ring, before);

		if (match_feed(&monitor->ready_text, piece.bytes, piece.count))
			life_ready(monitor);
		before += piece.count;
	}
}

/* -F: our standard output gets a copy. */
static void copy_output(struct monitor *monitor)
{
	struct flow *flow = &monitor->stdout_flow;
	uint64_t tail = ring_tail(&monitor->ring);
	struct piece piece;
	ssize_t written;

	if (flow->cursor < tail)
		flow->cursor = tail;
	piece = ring_peek(&monitor->ring, flow->cursor);
	written = write(1, piece.bytes, piece.count < TURN ? piece.count : TURN);
	if (written > 0) {
		flow->cursor += written;
	} else if (written < 0 && !retry_later()) {
		monitor->copies = false;
		if (errno != EPIPE) /* a reader that has gone wants no more */
			error("cannot copy the output: %m"); /* after our title */
	}
}

/* SIGUSR1: makes the directory and the socket anew, in case they have been removed. */
static void renew(struct monitor *monitor)
{
	struct place *place = monitor->place;
	int directory, listener = monitor->listener;

	close(place->directory);
	mkdir(place->path, 0700);
	place->directory = open_above(place->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
	directory = place_lock(place, monitor->job.name, true, NULL);
	if (directory < 0)
		return;
	close(monitor->directory);
	monitor->directory = directory;
	if (serve_open(monitor))
		close(listener);
	else
		monitor->listener = listener;
	renameat(directory, "sock.new", directory, "sock");
	words_write(directory, monitor->words.directory, &monitor->job);
	renameat(directory, "argv.new", directory, "argv");
	state_write(&monitor->state, directory);
}

static void take_signals(struct monitor *monitor)
{
	struct signalfd_siginfo info;

	while (read(monitor->signals, &info, sizeof(info)) == sizeof(info)) {
		switch (info.ssi_signo) {
		case SIGCHLD:
			monitor->reaps = true;
			break;
		case SIGTERM:
			life_stop(monitor, STOP, -1);
			break;
		case SIGINT:
			if (monitor->job.foreground)
				life_stop(monitor, STOP, -1);
			break;
		case SIGHUP:
			if (has_log(monitor))
				log_reopen(&monitor->log);
			break;
		case SIGUSR1:
			renew(monitor);
			break;
		}
	}
}

/* Milliseconds until the nearest deadline, as poll has it. */
static int time_left(struct monitor *monitor)
{
	struct client *client = NULL;
	long long deadline = monitor->log.retry;

	for (int i = 0; i < DEADLINES; i++)
		deadline = milliseconds_earlier(deadline, monitor->deadlines[i]);
	while ((client = serve_next(monitor, client)))
		deadline = milliseconds_earlier(deadline, client->deadline);
	return milliseconds_until(deadline);
}

static void wait_for_events(struct monitor *monitor, struct pollfd *polled)
{
	bool held = is_held_back(monitor);
	struct pollfd *slot = polled + SLOT_CLIENTS;

	memset(polled, -1, (SLOT_CLIENTS + CLIENTS) * sizeof(*polled));
	for (int i = 0; i < SLOT_CLIENTS; i++)
		polled[i].events = i == SLOT_INPUT || i == SLOT_STDOUT ? POLLOUT : POLLIN;
	polled[SLOT_SIGNALS].fd = monitor->signals;
	if (monitor->deadlines[AT_LISTEN] == NEVER)
		polled[SLOT_LISTENER].fd = monitor->listener;
	if (!held && monitor->phase != DELAY)
		polled[SLOT_OUTPUT].fd = monitor->output;
	if (monitor->queued)
		polled[SLOT_INPUT].fd = monitor->input;
	polled[SLOT_READY].fd = monitor->readiness.descriptor;
	if (monitor->copies && monitor->stdout_flow.cursor < monitor->ring.head)
		polled[SLOT_STDOUT].fd = 1;
	for (struct client *client = monitor->clients; client < monitor->clients + CLIENTS;
	     client++, slot++) {
		slot->fd = client->socket;
		slot->events = client->full ? POLLOUT : 0;
		if (client->socket >= 0 && !serve_is_full(monitor, client))
			slot->events |= POLLIN;
	}
	/* what is to be drained is not waited for */
	if (monitor->phase == RUN && !monitor->child && !monitor->drained && !held)
		monitor->deadlines[AT_IMPATIENT] = monitor->now;
	if (poll(polled, SLOT_CLIENTS + CLIENTS, time_left(monitor)) < 0) {
		for (int i = 0; i < SLOT_CLIENTS + CLIENTS; i++)
			polled[i].revents = 0;
		polled[SLOT_OUTPUT].fd = -1; /* whether it has been drained is not known */
	}
	monitor->now = milliseconds_now();
}

static void serve_clients(struct monitor *monitor, const struct pollfd *polled)
{
	for (int i = 0; i < CLIENTS; i++) {
		struct client *client = &monitor->clients[i];
		int events = polled[i].fd >= 0 ? polled[i].revents : 0;

		if (client->deadline && client->deadline <= monitor->now) {
			serve_error(monitor, client, FAILURE, "got no request");
			continue;
		}
		if (events & POLLOUT)
			client->full = false;
		if (client->socket >= 0 && events & (POLLIN | POLLHUP | POLLERR))
			serve_client(monitor, client);
	}
}

/* Passes on what the job has written. */
static void pass_on(struct monitor *monitor)
{
	struct client *client = NULL;

	if (has_log(monitor)) {
		log_feed(&monitor->log, &monitor->ring, monitor->now, monitor->phase == REST);
		monitor->log_flow.cursor = monitor->log.cursor;
	}
	while ((client = serve_next(monitor, client))) {
		if (client->output && !client->full)
			serve_output(monitor, client);
	}
}

/* Whether all that the job has written has been passed on, or given up. */
static bool is_served(struct monitor *monitor)
{
	if (monitor->expecting) {
		if (monitor->deadlines[AT_LEAVING] == NEVER)
			monitor->deadlines[AT_LEAVING] = monitor->now + HELLO_TIME;
		if (monitor->now < monitor->deadlines[AT_LEAVING])
			return false;
	}
	return !is_held_back(monitor) || monitor->intent == STOP;
}

static int loop(struct monitor *monitor)
{
	struct pollfd polled[SLOT_CLIENTS + CLIENTS];
	bool over;

	for (;;) {
		wait_for_events(monitor, polled);
		if (polled[SLOT_SIGNALS].revents)
			take_signals(monitor);
		life_due(monitor, AT_LISTEN);
		if (life_due(monitor, AT_REDRAW))
			serve_redrawn(monitor);
		if (polled[SLOT_OUTPUT].revents)
			read_output(monitor);
		else if (polled[SLOT_OUTPUT].fd >= 0 || monitor->output < 0)
			monitor->drained = !monitor->child;
		if (CONFIG_FEATURE_HOLD_RESTART && polled[SLOT_READY].revents)
			life_hear(monitor);
		if (polled[SLOT_INPUT].revents)
			serve_input(monitor);
		if (polled[SLOT_STDOUT].revents)
			copy_output(monitor);
		serve_clients(monitor, polled + SLOT_CLIENTS);
		pass_on(monitor);
		if (polled[SLOT_LISTENER].revents)
			serve_accept(monitor);
		over = life_advance(monitor);
		/* also if processes are left: clients that have all output are told the end */
		if (monitor->phase == REST)
			pass_on(monitor);
		if (over && is_served(monitor))
			return monitor->status;
	}
}

/* Whether poll, which takes no more entries than files may be open, takes ours. */
static bool can_poll(void)
{
	struct rlimit limit;

	errno = EMFILE;
	return prlimit(0, RLIMIT_NOFILE, NULL, &limit) || limit.rlim_cur >= SLOT_CLIENTS + CLIENTS;
}

/* Whatever fails here is reported, and nothing is left of it. */
static bool prepare(struct monitor *monitor)
{
	struct mask all;
	const char *trouble;
	bool adopts;

	mask_fill(&all);
	mask_change(SIG_SETMASK, &all, &monitor->before);
	monitor->children_ignored = child_signal_reset();
	monitor->signals = syscall(SYS_signalfd4, -1, &all, MASK_BYTES, SFD_CLOEXEC | SFD_NONBLOCK);
	monitor->home = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	monitor->umask = umask(077);
	/* EINVAL: qemu's user mode cannot do that, and a job must not need it */
	adopts = tree_adopt(&monitor->tree) || errno == EINVAL;
	if (monitor->signals < 0 || monitor->home < 0 || !can_poll() || !adopts ||
	    !ring_make(&monitor->ring, monitor->job.ring) || !serve_open(monitor)) {
		error("cannot start %pq: %m", monitor->job.name);
		return false;
	}
	if (has_log(monitor) && (trouble = log_open(&monitor->log, &monitor->job.log))) {
		error("%pq: %s", monitor->job.log.path, trouble);
		return false;
	}
	monitor->log_flow.patience = monitor->log_flow.left =
		monitor->job.log.block ? PATIENCE_ENDLESS : 0;
	monitor->stdout_flow.patience = monitor->stdout_flow.left = PATIENCE_ENDLESS;
	monitor->first_flow.patience = monitor->first_flow.left = PATIENCE_OTHERS;
	monitor->copies = monitor->job.foreground;
	child_agent(monitor, variable_value("SSH_AUTH_SOCK"));
	return true;
}

/* Undoes what prepare and a failed start have put into the directory. */
static int undo(struct monitor *monitor, int status)
{
	static const char files[][9] = { "sock.new", "argv.new" };

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		unlinkat(monitor->directory, files[i], 0);
	if (monitor->created)
		place_remove(monitor->place, monitor->job.name, monitor->directory);
	return status;
}

/*
 * Writes the command and its options down and reads them back: what the job is started by from now
 * on, as our own arguments are about to be overwritten.
 */
static bool keep_words(struct monitor *monitor)
{
	char path[PLACE_PATH];
	struct job *job = &monitor->job;
	bool foreground = job->foreground, detach = job->detach;

	if (descriptor_enter(monitor->home) || !path_here(path, sizeof(path)))
		format_text(path, sizeof(path), "/");
	if (descriptor_enter(monitor->directory) || !words_write(monitor->directory, path, job) ||
	    !words_read(&monitor->words, monitor->directory, "argv.new")) {
		error("cannot record %pq: %m", job->name);
		return false;
	}
	job_parse(job, monitor->words.options);
	job->foreground = foreground;
	job->detach = detach;
	job->name = monitor->name;
	job->log.path = monitor->words.log;
	return true;
}

/* Tells the monitor above that we are not one of its job's processes. */
static void leave_outer_job(void)
{
	const char *name = variable_value("HOLD_NAME");
	struct connection *outer = the_connection();
	struct place place = { .option = NULL };

	if (!name || !place_name_valid(name))
		return;
	if (jobs_try(&place)) {
		message_hello(0);
		if (connection_open(outer, &place, name, false) == REACHED &&
		    !connection_greet(outer, NULL)) {
			message_begin(MESSAGE_RELEASE);
			message_send(outer->socket, NULL, 0);
			connection_receive(outer, HELLO_TIME);
		}
		connection_close(outer);
	}
	if (place.directory >= 0)
		close(place.directory);
}

/* The name that ps shows, in place of the arguments, which contain the command. */
static void set_title(const struct monitor *monitor)
{
	char *title = monitor->place->arguments[0];
	char **last = monitor->place->arguments;
	size_t size;

	while (last[1])
		last++;
	size = (size_t)(*last + strlen(*last) - title);
	memset(title, 0, size);
	format_text(title, size, "hold: %s", monitor->name);
	prctl(PR_SET_NAME, "hold");
}

/*
 * Nothing of the caller's stays open, and what is opened for a run is clear of the standard
 * descriptors, also where there is no /dev/null.
 */
static void leave_caller(void)
{
	int null = open_above("/dev/null", O_RDWR, 0);

	if (null < 0)
		null = open_above("/", O_PATH, 0);
	for (int i = 0; i < 3; i++)
		redirect(null, i);
	close(null);
}

static void set_up(struct monitor *monitor)
{
	struct state *state = &monitor->state;

	state_clear(state);
	boot_id(state->boot);
	state->monitor = getpid();
	state->restarts = 0;
	state->pty = !monitor->job.piped;
	monitor->rows = monitor->job.rows ? monitor->job.rows : SIZE_ROWS;
	monitor->columns = monitor->job.columns ? monitor->job.columns : SIZE_COLUMNS;
	monitor->output = monitor->input = monitor->input_end = monitor->listener = -1;
	monitor->pty = (struct pty){ .master = -1, .slave = -1 };
	monitor->readiness.descriptor = -1;
	for (int i = 0; i < CLIENTS; i++)
		monitor->clients[i].socket = -1;
}

int monitor_run(struct monitor *monitor)
{
	int status;

	set_up(monitor);
	if (!monitor->job.foreground)
		setsid();
	leave_outer_job();
	if (!prepare(monitor) || !keep_words(monitor))
		return undo(monitor, FAILURE);
	status = life_start(monitor);
	if (status)
		return undo(monitor, status);
	unlinkat(monitor->directory, "tail", 0);
	renameat(monitor->directory, "argv.new", monitor->directory, "argv");
	renameat(monitor->directory, "sock.new", monitor->directory, "sock");
	state_write(&monitor->state, monitor->directory);
	set_title(monitor);
	if (!monitor->job.foreground)
		leave_caller();
	if (!monitor->job.detach || !job_readiness(&monitor->job))
		life_tell(monitor, 0);
	status = loop(monitor);
	life_record(monitor);
	if (monitor->job.remove)
		place_remove(monitor->place, monitor->name, monitor->directory);
	return status_exit(status);
}
