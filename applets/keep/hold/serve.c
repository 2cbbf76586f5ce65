/* serve.c - a monitor's clients. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "monitor.h"
#include "signal/signals.h"
#include "text/format.h"
#include "text/retry.h"

bool serve_open(struct monitor *monitor)
{
	static const struct address address = { AF_UNIX, "sock.new" };

	monitor->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (monitor->listener < 0)
		return false;
	unlinkat(monitor->directory, address.path, 0);
	return !descriptor_enter(monitor->directory) &&
	       !bind(monitor->listener, (const void *)&address, sizeof(address)) &&
	       !listen(monitor->listener, CLIENTS);
}

struct client *serve_next(struct monitor *monitor, struct client *client)
{
	client = client ? client + 1 : monitor->clients;
	while (client < monitor->clients + CLIENTS && client->socket < 0)
		client++;
	return client < monitor->clients + CLIENTS ? client : NULL;
}

/* The client that was used last of those with a size: the job has that. NULL: there is none. */
static struct client *find_owner(struct monitor *monitor)
{
	struct client *owner = NULL, *at = NULL;

	while ((at = serve_next(monitor, at))) {
		if (at->rows && (!owner || at->used > owner->used))
			owner = at;
	}
	return owner;
}

static void send_state(struct monitor *monitor, struct client *client);

static void close_client(struct monitor *monitor, struct client *client)
{
	bool owned = client == find_owner(monitor);

	close(client->socket);
	*client = (struct client){ .socket = -1 };
	client = owned ? find_owner(monitor) : NULL;
	if (client) {
		serve_resize(monitor, client->rows, client->columns);
		send_state(monitor, client);
	} else if (owned && monitor->job.columns) {
		serve_resize(monitor, monitor->job.rows, monitor->job.columns);
	}
}

/* Sends the message that was begun. A client whose socket is full never gets it: it asks again. */
static bool send_message(struct monitor *monitor, struct client *client, const void *bytes,
			 size_t count)
{
	if (client->socket < 0)
		return false;
	if (message_send(client->socket, bytes, count))
		return true;
	client->full = errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM;
	if (!client->full)
		close_client(monitor, client);
	return false;
}

void serve_error(struct monitor *monitor, struct client *client, int status, const char *text)
{
	char *line = monitor->last.data;

	format_text(line, sizeof(monitor->last.data), "%pq %s", monitor->job.name, text);
	message_begin(MESSAGE_ERROR)->status = status;
	send_message(monitor, client, line, strlen(line));
	if (client->socket >= 0)
		close_client(monitor, client);
}

void serve_accept(struct monitor *monitor)
{
	struct client *client = monitor->clients;
	struct ucred peer;
	socklen_t size = sizeof(peer);
	int socket = -1;

	while (client < monitor->clients + CLIENTS && client->socket >= 0)
		client++;
	if (client < monitor->clients + CLIENTS)
		socket = syscall(SYS_accept4, monitor->listener, NULL, NULL,
				 SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (socket < 0) {
		/* no room for it, here or in the kernel */
		if (errno != EAGAIN)
			monitor->deadlines[AT_LISTEN] = monitor->now + 1000;
		return;
	}
	if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) ||
	    (peer.uid != 0 && peer.uid != geteuid())) {
		close(socket);
		return;
	}
	*client = (struct client){
		.socket = socket,
		.user = peer.uid,
		.process = peer.pid,
		.deadline = monitor->now + HELLO_TIME,
	};
}

void serve_resize(struct monitor *monitor, unsigned short rows, unsigned short columns)
{
	if (!rows || !columns || (monitor->rows == rows && monitor->columns == columns))
		return;
	monitor->rows = rows;
	monitor->columns = columns;
	monitor->deadlines[AT_REDRAW] = NEVER;
	monitor->nudged = false;
	if (monitor->pty.master >= 0)
		pty_resize(&monitor->pty, rows, columns);
}

enum { REDRAW_LIMIT = 250, REDRAW_PAUSE = 20 }; /* ms: for its beginning, and for the rest of it */

/* A job that does not see a new size draws its screen anew if it has a row less for a moment. */
static void have_redrawn(struct monitor *monitor)
{
	if (monitor->pty.master < 0 || monitor->rows < 2 ||
	    !replay_needs_redraw(&monitor->replay, &monitor->ring))
		return;
	monitor->nudged = true;
	monitor->deadlines[AT_REDRAW] = monitor->now + REDRAW_LIMIT;
	pty_resize(&monitor->pty, monitor->rows - 1, monitor->columns);
}

void serve_redrawn(struct monitor *monitor)
{
	monitor->nudged = false;
	if (monitor->pty.master >= 0)
		pty_resize(&monitor->pty, monitor->rows, monitor->columns);
}

void serve_screen(struct monitor *monitor, uint64_t since)
{
	bool asked = monitor->pty.master >= 0 && !find_owner(monitor);

	monitor->queued += replay_feed(&monitor->replay, &monitor->ring, since,
				       monitor->queue + monitor->queued,
				       asked ? QUEUE - monitor->queued : 0);
	if (monitor->nudged && monitor->deadlines[AT_REDRAW] > monitor->now + REDRAW_PAUSE)
		monitor->deadlines[AT_REDRAW] = monitor->now + REDRAW_PAUSE;
}

/* The client is in use: its size is the job's from now on. */
static void use(struct monitor *monitor, struct client *client)
{
	struct client *before = find_owner(monitor);

	client->used = ++monitor->uses;
	if (!client->rows)
		return;
	serve_resize(monitor, client->rows, client->columns);
	if (before == client)
		return;
	if (before)
		send_state(monitor, before);
	if (client->deadline == NEVER)
		send_state(monitor, client);
}

/* How many clients there are, but this one; attached: of those that show the output to somebody. */
static int count_streams(struct monitor *monitor, const struct client *but, bool attached)
{
	struct client *at = NULL;
	int count = 0;

	while ((at = serve_next(monitor, at)))
		count += at != but && at->stream &&
			 (!attached || (at->output && !(at->flags & HELLO_FOLLOW)));
	return count;
}

/* Whether there is no room for another stream, which is said to the client. */
static bool refuse_stream(struct monitor *monitor, struct client *client)
{
	bool full = count_streams(monitor, client, false) >= STREAMS;

	if (full)
		serve_error(monitor, client, FAILURE, "has too many clients");
	return full;
}

static void detach_others(struct monitor *monitor, const struct client *but)
{
	struct client *at = NULL;

	while ((at = serve_next(monitor, at))) {
		if (at == but || !at->output || at->flags & HELLO_FOLLOW)
			continue;
		message_begin(MESSAGE_DETACHED);
		send_message(monitor, at, NULL, 0);
		if (at->socket >= 0)
			close_client(monitor, at);
	}
}

static bool is_input_possible(const struct monitor *monitor)
{
	return monitor->phase == RUN && monitor->input >= 0 && !monitor->queued_end;
}

/* Where the client's output begins, apart from what a terminal needs. */
static uint64_t first_offset(const struct monitor *monitor, const struct message *hello)
{
	uint64_t head = monitor->ring.head, tail = ring_tail(&monitor->ring);

	if (hello->from >= 0 && (uint64_t)hello->from <= head)
		return hello->from;
	if (monitor->expecting && hello->history < 0)
		return monitor->first_flow.cursor;
	if (hello->history < 0 || head - tail < (uint64_t)hello->history)
		return tail;
	return head - hello->history;
}

static int welcome_flags(const struct monitor *monitor)
{
	struct termios termios;
	int flags = 0;

	if (!monitor->job.piped)
		flags |= WELCOME_PTY;
	if (is_input_possible(monitor))
		flags |= WELCOME_INPUT;
	if (monitor->state.ready > 0)
		flags |= WELCOME_READY;
	if (monitor->pty.master >= 0 && !tcgetattr(monitor->pty.master, &termios) &&
	    termios.c_lflag & ICANON)
		flags |= WELCOME_LINES;
	return flags;
}

/* Makes the client one that gets the output. Returns flags of WELCOME, or -1: it is refused. */
static int attach(struct monitor *monitor, struct client *client, const struct message *hello)
{
	bool terminal = hello->flags & HELLO_TERMINAL;
	bool same = hello->rows == monitor->rows && hello->columns == monitor->columns;

	if (hello->head && monitor->pty.slave >= 0 && (dev_t)hello->head == monitor->pty.device) {
		serve_error(monitor, client, FAILURE, "cannot be attached to from within itself");
		return -1;
	}
	if (hello->flags & HELLO_OTHERS)
		detach_others(monitor, client);
	if (refuse_stream(monitor, client))
		return -1;
	client->stream = client->output = true;
	client->flow = (struct flow){ .cursor = first_offset(monitor, hello) };
	monitor->expecting = false;
	client->flow.patience = hello->number > PATIENCE_MAX ? PATIENCE_MAX
				: hello->number >= 0         ? hello->number
				: terminal                   ? PATIENCE_TERMINAL
							     : PATIENCE_OTHERS;
	client->flow.left = client->flow.patience;
	if (terminal && !(hello->flags & HELLO_FOLLOW)) {
		client->rows = hello->flags & HELLO_READ_ONLY ? 0 : hello->rows;
		client->columns = hello->columns;
		use(monitor, client);
		if (CONFIG_FEATURE_HOLD_REPLAY && same && client->rows)
			have_redrawn(monitor);
	}
	return same ? WELCOME_SAME_SIZE : 0;
}

/*
 * Begins or goes on with a terminal's output where its history permits, and sends it what sets the
 * modes there. Returns false if that cannot be sent now.
 */
static bool begin_screen(struct monitor *monitor, struct client *client, int64_t history)
{
	struct output output;
	uint64_t start;

	output_start(&output, OUTPUT_TEXT, monitor->last.data, MODES_SIZE);
	start = replay_begin(&monitor->replay, &monitor->ring, history, &output);
	message_begin(MESSAGE_PREFIX)->from = (int64_t)start;
	if (!send_message(monitor, client, monitor->last.data, output.used))
		return false;
	client->flow.cursor = start;
	return true;
}

static bool has_screen(const struct monitor *monitor, const struct client *client)
{
	return CONFIG_FEATURE_HOLD_REPLAY && client->flags & HELLO_TERMINAL && !monitor->job.piped;
}

static void greet(struct monitor *monitor, struct client *client, const struct message *hello)
{
	struct message *welcome;
	int flags = welcome_flags(monitor), more;

	client->flags = hello->flags;
	if (hello->version == PROTOCOL && hello->flags & HELLO_ATTACH) {
		more = attach(monitor, client, hello);
		if (more < 0)
			return;
		flags |= more;
		/* of a client that types */
		if (!(client->flags & HELLO_READ_ONLY) && client->user == geteuid())
			child_agent(monitor, monitor->last.data);
	}
	welcome = message_begin(MESSAGE_WELCOME);
	welcome->flags = flags | (client == find_owner(monitor) ? WELCOME_OWNER : 0);
	welcome->pid = getpid();
	welcome->rows = monitor->rows;
	welcome->columns = monitor->columns;
	welcome->from = (int64_t)client->flow.cursor;
	welcome->head = (int64_t)monitor->ring.head;
	welcome->history = (int64_t)monitor->begun_at;
	if (CONFIG_FEATURE_HOLD_REPLAY) {
		welcome->flags |= monitor->replay.head.alternate ? WELCOME_ALTERNATE : 0;
		welcome->flags |= modes_has(&monitor->replay.head, MODE_PASTE) ? WELCOME_PASTE : 0;
		welcome->entry = (int64_t)monitor->replay.entry;
	}
	client->deadline = NEVER;
	if (send_message(monitor, client, NULL, 0) && client->output &&
	    has_screen(monitor, client) && hello->from < 0)
		begin_screen(monitor, client, hello->history);
}

static void queue_input(struct monitor *monitor, struct client *client, int flags, size_t count)
{
	struct termios termios;

	if (client->flags & HELLO_READ_ONLY || !is_input_possible(monitor)) {
		if (flags & INPUT_ANSWER)
			serve_error(monitor, client, 1, "takes no input");
		return;
	}
	memcpy(monitor->queue + monitor->queued, monitor->last.data, count);
	monitor->queued += count;
	if (flags & INPUT_END && monitor->pty.master >= 0) {
		if (monitor->queued < QUEUE && !tcgetattr(monitor->pty.master, &termios))
			monitor->queue[monitor->queued++] = (char)termios.c_cc[VEOF];
	} else if (flags & INPUT_END) {
		monitor->queued_end = true;
	}
	serve_input(monitor);
	if (client->output)
		use(monitor, client);
	if (flags & INPUT_ANSWER) {
		message_begin(MESSAGE_STATE);
		send_message(monitor, client, NULL, 0);
	}
}

void serve_input(struct monitor *monitor)
{
	ssize_t written = 0;

	if (monitor->queued && monitor->input >= 0)
		written = write(monitor->input, monitor->queue, monitor->queued);
	if (written < 0 && !retry_later())
		written = (ssize_t)monitor->queued; /* nobody will ever read it */
	if (written > 0) {
		monitor->queued -= written;
		memmove(monitor->queue, monitor->queue + written, monitor->queued);
	}
	if (!monitor->queued && monitor->queued_end && monitor->input >= 0) {
		close(monitor->input);
		monitor->input = -1;
	}
}

bool serve_is_full(struct monitor *monitor, const struct client *client)
{
	const struct message *message = &monitor->last.message;
	ssize_t count;

	if (!monitor->queued)
		return false;
	count = packet_receive(client->socket, &monitor->last, true);
	return count >= 0 && message->type == MESSAGE_INPUT &&
	       !(client->flags & HELLO_READ_ONLY) &&
	       (message->flags & INPUT_ALONE || monitor->queued + count >= QUEUE);
}

/* A monitor that was started below the job: not one of its processes. */
static void release(struct monitor *monitor, const struct client *client)
{
	tree_release(&monitor->tree, client->process);
	monitor->reaps = true;
}

static void send_info(struct monitor *monitor, struct client *client)
{
	struct state state = monitor->state;
	char lines[STATE_SIZE + 1];

	state.clients = count_streams(monitor, NULL, true);
	state.left = monitor->phase == REST ? tree_each(&monitor->tree, NULL, NULL) : UNKNOWN;
	state.lost = monitor->log.lost;
	state_format(&state, lines);
	message_begin(MESSAGE_INFO);
	send_message(monitor, client, lines, STATE_SIZE);
}

/* Sends STATE, which also means that a request has been carried out; or END, if it has ended. */
static void send_state(struct monitor *monitor, struct client *client)
{
	bool over = monitor->phase == REST;
	struct message *message = message_begin(over ? MESSAGE_END : MESSAGE_STATE);

	message->flags = monitor->state.state;
	message->flags |= monitor->state.ready > 0 ? STATE_READY : 0;
	message->flags |= client == find_owner(monitor) ? STATE_OWNER : 0;
	message->status = monitor->status; /* of END, as is number */
	message->number = monitor->kept;
	send_message(monitor, client, NULL, 0);
	if (over && client->socket >= 0 && !client->full)
		close_client(monitor, client);
}

void serve_state(struct monitor *monitor)
{
	struct client *client = NULL;

	while ((client = serve_next(monitor, client))) {
		if (client->output)
			continue;
		if (client->waits)
			send_state(monitor, client);
		else if (!client->restarts || monitor->phase == SWEEP || monitor->intent == RESTART)
			continue;
		else if (monitor->phase == RUN && monitor->child)
			send_state(monitor, client);
		else
			serve_error(monitor, client, 1, "has not been restarted");
	}
}

static void send_signal(struct monitor *monitor, struct client *client, int number)
{
	if (!monitor->child || number < 1 || number > SIGNAL_RTMAX || kill(-monitor->group, number))
		serve_error(monitor, client, 1,
			    monitor->child ? "cannot be sent that signal" : "is not running");
	else
		send_state(monitor, client);
}

static void act_on(struct monitor *monitor, struct client *client, const struct message *message,
		   size_t count)
{
	const char *reason;

	switch (message->type) {
	case MESSAGE_INPUT:
		queue_input(monitor, client, message->flags, count);
		break;
	case MESSAGE_RESIZE:
		if (client->rows && message->rows && message->columns) {
			client->rows = message->rows;
			client->columns = message->columns;
			use(monitor, client);
		}
		break;
	case MESSAGE_INFO:
		send_info(monitor, client);
		break;
	case MESSAGE_SIGNAL:
		send_signal(monitor, client, message->status);
		break;
	case MESSAGE_STOP:
		client->waits = true;
		life_stop(monitor, STOP,
			  message->number < PATIENCE_ENDLESS ? message->number : PATIENCE_ENDLESS);
		if (monitor->phase == REST && client->socket >= 0)
			send_state(monitor, client);
		break;
	case MESSAGE_RESTART:
		reason = life_restart(monitor);
		client->restarts = !reason;
		if (reason)
			serve_error(monitor, client, 1, reason);
		break;
	case MESSAGE_REOPEN:
		if (has_log(monitor)) {
			log_reopen(&monitor->log);
			send_state(monitor, client);
		} else {
			serve_error(monitor, client, 1, "has no log");
		}
		break;
	case MESSAGE_WAIT:
		if (refuse_stream(monitor, client))
			break;
		client->stream = client->waits = true;
		send_state(monitor, client);
		break;
	case MESSAGE_RELEASE:
		release(monitor, client);
		send_state(monitor, client);
		break;
	}
}

void serve_client(struct monitor *monitor, struct client *client)
{
	const struct message *message = &monitor->last.message;
	ssize_t count;

	if (serve_is_full(monitor, client))
		return;
	count = packet_receive(client->socket, &monitor->last, false);
	if (count < 0) {
		if (!retry_later())
			close_client(monitor, client);
		return;
	}
	if (client->deadline == NEVER && message->version == PROTOCOL)
		act_on(monitor, client, message, count);
	else if (client->deadline != NEVER && message->type == MESSAGE_HELLO)
		greet(monitor, client, message);
	else
		close_client(monitor, client);
}

void serve_output(struct monitor *monitor, struct client *client)
{
	struct flow *flow = &client->flow;
	uint64_t tail = ring_tail(&monitor->ring), before = flow->cursor;
	struct message *skip;

	if (flow->cursor < tail) {
		flow->cursor = tail;
		if (has_screen(monitor, client) && !begin_screen(monitor, client, -1)) {
			flow->cursor = before;
			return;
		}
		skip = message_begin(MESSAGE_SKIP);
		skip->number = (int64_t)(flow->cursor - before);
		skip->from = (int64_t)flow->cursor;
		if (!send_message(monitor, client, NULL, 0)) {
			flow->cursor = before;
			return;
		}
	}
	message_begin(MESSAGE_OUTPUT);
	while (flow->cursor < monitor->ring.head) {
		struct piece piece = ring_peek(&monitor->ring, flow->cursor);

		if (piece.count > MESSAGE_DATA)
			piece.count = MESSAGE_DATA;
		if (!send_message(monitor, client, piece.bytes, piece.count))
			return;
		flow->cursor += piece.count;
	}
	if (monitor->phase == REST)
		send_state(monitor, client);
}
