/* view.c - the attached client.
 *
 * Nothing blocks it, so that the key that detaches always works: a terminal is written to by an
 * open file of our own, and what the monitor does not take at once is dropped, with a beep.
 * Standard input and output keep the flags that others share.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "filter.h"
#include "job.h"
#include "keys.h"
#include "signal/mask.h"
#include "signal/signals.h"
#include "text/error.h"
#include "text/format.h"
#include "text/retry.h"
#include "text/text.h"
#include "text/variable.h"
#include "view.h"

enum { SLOT_TYPED, SLOT_SIGNALS, SLOT_SOCKET, SLOT_OUTPUT, SLOTS };
enum { TYPED = 1024, LAST_PATIENCE = 100 };

enum outcome { VIEWING, DETACHED, SUSPENDED, JOB_ENDED, REFUSED };

struct view {
	/* what is small comes first: its addresses are short */
	struct connection *connection;
	const struct view_options *options;
	const char *key; /* that detaches */
	enum outcome outcome;
	/* DETACHED: errno of a failed write, or 0 */
	int status;     /* JOB_ENDED: as of wait(2), or -1 */
	int signal;     /* that has detached us, or 0 */
	bool terminal;  /* standard output is one */
	bool reads;     /* what is typed there */
	bool sends;     /* and sends it to the job */
	bool raw;       /* the terminal has been set for the job */
	bool piped;     /* which has none itself: a newline is all that ends its lines */
	char last;      /* byte written */
	int output;     /* descriptor */
	int signals;
	size_t portion; /* bytes that a write may have */
	long long skipped;
	ssize_t taken; /* of the message's data; -1: all of it */
	size_t done;   /* of the buffer written */
	struct output out;
	struct winsize size;
	struct termios before;
	struct keys keys;
	struct modes written; /* of the terminal */
	struct filter filter;
	char buffer[2 * MESSAGE_DATA];
};

/* The format is for both texts. */
static void tell(const char *format, const char *name, const char *text)
{
	char buffer[256];
	struct output line;

	error_start(&line, buffer, sizeof(buffer));
	output_format(&line, format, name, text);
	error_flush(&line);
}

int view_tell_end(const char *name, int status)
{
	char buffer[SIGNAL_NAME_SIZE];
	const char *text = buffer;

	if (status < 0) {
		tell("[lost %s: its monitor is gone]\n", name, NULL);
	} else if (WIFSIGNALED(status)) {
		text = signal_name(WTERMSIG(status), buffer);
		tell("[%s ended: signal %s]\n", name, text ? text : "?");
	} else {
		format_text(buffer, sizeof(buffer), "%d", WEXITSTATUS(status));
		tell("[%s ended: exit %s]\n", name, text);
	}
	return status_exit(status);
}

/* Opens the terminal once more, for us alone, if it is the controlling one. */
static void open_output(struct view *view)
{
	int own = -1;
	pid_t group;

	view->output = 1;
	view->portion = view->terminal ? 256 : MESSAGE_DATA;
	if (view->terminal && !ioctl(1, TIOCGPGRP, &group))
		own = open_above("/dev/tty", O_RDWR | O_NOCTTY | O_NONBLOCK, 0);
	if (own >= 0) {
		view->output = error_descriptor = own;
		view->portion = sizeof(view->buffer);
	}
}

static void set_raw(struct view *view)
{
	struct termios raw = view->before;

	if (!view->terminal)
		return;
	cfmakeraw(&raw);
	if (!view->reads)
		raw.c_lflag = view->before.c_lflag; /* its signals are what is left to detach by */
	if (view->piped)
		raw.c_oflag = view->before.c_oflag;
	view->raw = tcsetattr(view->output, TCSANOW, &raw) == 0;
}

/* Whether the terminal's size is another one than before. */
static bool read_size(struct view *view)
{
	struct winsize before = view->size;

	return view->terminal && !ioctl(view->output, TIOCGWINSZ, &view->size) &&
	       (before.ws_row != view->size.ws_row || before.ws_col != view->size.ws_col);
}

static void send_size(struct view *view)
{
	struct message *message;

	if (!read_size(view) || view->options->read_only)
		return;
	message = message_begin(MESSAGE_RESIZE);
	message->rows = view->size.ws_row;
	message->columns = view->size.ws_col;
	message_send(view->connection->socket, NULL, 0);
}

/* What is typed goes nowhere: that, and how to leave. */
static void tell_unsent(const struct view *view)
{
	const char *name = view->connection->name;
	const char *reason = view->options->read_only ? "is shown read-only" : "takes no input";

	if (view->keys.codes[0])
		error("%pq %s; %pq detaches", name, reason, view->key);
	else
		error("%pq %s", name, reason);
}

/* Attaches; from an offset on, or from -1 with history. Returns 0, or the status to exit with. */
static int greet(struct view *view, int64_t from)
{
	const struct view_options *options = view->options;
	const struct message *welcome = &view->connection->last.message;
	const char *agent = options->read_only ? NULL : variable_value("SSH_AUTH_SOCK");
	struct message *hello = message_hello(HELLO_ATTACH);
	struct filter *filter = &view->filter;
	struct stat status;
	bool same;

	if (agent && strlen(agent) > MESSAGE_DATA)
		agent = NULL; /* a socket has no such path */
	read_size(view);
	hello->flags |= view->terminal ? HELLO_TERMINAL : 0;
	hello->flags |= options->read_only ? HELLO_READ_ONLY : 0;
	hello->flags |= options->others && from < 0 ? HELLO_OTHERS : 0;
	hello->rows = view->size.ws_row;
	hello->columns = view->size.ws_col;
	hello->from = from;
	hello->number = options->patience;
	hello->history = options->history;
	if (view->terminal && !fstat(1, &status))
		hello->head = status.st_rdev;
	view->status = connection_greet(view->connection, agent);
	if (view->status)
		return view->status;
	same = welcome->flags & WELCOME_SAME_SIZE;
	view->piped = !(welcome->flags & WELCOME_PTY);
	view->sends = !options->read_only && welcome->flags & WELCOME_INPUT;
	if (view->reads && !view->sends && from < 0)
		tell_unsent(view);
	filter->silent = !(welcome->flags & WELCOME_OWNER);
	filter->head = welcome->head;
	filter->entry =
		welcome->flags & WELCOME_ALTERNATE && same ? (uint64_t)welcome->entry : UINT64_MAX;
	filter->other_size = !same;
	filter->live = false;
	if (from < 0)
		filter->offset = welcome->from;
	view->connection->count = view->taken = 0;
	return 0;
}

/* Takes what was received into the buffer, as far as there is room. */
static void take_output(struct view *view)
{
	struct connection *connection = view->connection;

	if (view->taken < 0)
		return;
	if (CONFIG_FEATURE_HOLD_REPLAY && view->terminal) {
		view->taken += filter_feed(&view->filter, connection->last.data + view->taken,
					   connection->count - view->taken, &view->out);
	} else {
		output_bytes(&view->out, connection->last.data, connection->count);
		view->filter.offset += connection->count;
		view->taken = connection->count;
	}
	if (view->taken == connection->count)
		view->taken = -1;
}

/* The monitor is gone. If it has not said how the job ended, it was not read all it had to say. */
static void take_record(struct view *view)
{
	struct state state;

	state_read(&state, view->connection->directory);
	view->outcome = JOB_ENDED;
	view->status = -1;
	if (!state_is_over(&state))
		return;
	view->status = (int)state.status;
	if (state.head > (long long)view->filter.offset)
		view->skipped += state.head - (long long)view->filter.offset;
}

static void take_message(struct view *view)
{
	struct connection *connection = view->connection;
	const struct message *message = &connection->last.message;

	switch (connection_receive(connection, 0)) {
	case MESSAGE_PREFIX:
		if (!CONFIG_FEATURE_HOLD_REPLAY || !view->terminal)
			break;
		filter_begin(&view->filter, message->from, connection->last.data, connection->count,
			     &view->out);
		connection->count = 0;
		view->taken = 0;
		break;
	case MESSAGE_OUTPUT:
		view->taken = 0;
		break;
	case MESSAGE_SKIP:
		view->skipped += message->number;
		view->filter.offset = message->from;
		break;
	case MESSAGE_STATE:
		view->filter.silent = !(message->flags & STATE_OWNER);
		break;
	case MESSAGE_DETACHED:
		view->outcome = DETACHED;
		break;
	case MESSAGE_END:
		view->outcome = JOB_ENDED;
		view->status = message->status;
		break;
	case MESSAGE_ERROR:
		view->outcome = REFUSED;
		break;
	case 0:
		take_record(view);
	}
}

/* Nothing can be written any more: that is an error, unless the reader is gone. */
static void leave_output(struct view *view, int reason)
{
	view->outcome = DETACHED;
	view->status = reason == EPIPE || reason == EIO ? 0 : reason;
}

/* Writes what is in the buffer, as far as it can be written now. */
static void write_output(struct view *view)
{
	size_t left = view->out.used - view->done;
	ssize_t count = left < view->portion ? left : view->portion;

	count = write(view->output, view->buffer + view->done, count);
	if (count < 0) {
		if (!retry_later())
			leave_output(view, errno);
		return;
	}
	if (CONFIG_FEATURE_HOLD_REPLAY && view->terminal)
		modes_feed(&view->written, view->buffer + view->done, count);
	view->done += count;
	view->last = view->buffer[view->done - 1];
	if (view->done == view->out.used)
		view->out.used = view->done = 0;
}

static void send_keys(struct view *view, struct output *keys)
{
	if (!keys->used || !view->sends)
		return;
	message_begin(MESSAGE_INPUT);
	if (!message_send(view->connection->socket, keys->buffer, keys->used) &&
	    view->out.used < view->out.size)
		output_char(&view->out, '\a');
}

/* What was typed; without it, the rest of a key has not come in time. */
static void take_keys(struct view *view, bool typed)
{
	char bytes[TYPED], buffer[TYPED + KEYS_HELD + 1];
	struct output keys;
	ssize_t count = typed ? read(0, bytes, sizeof(bytes)) : 0;

	output_start(&keys, OUTPUT_TEXT, buffer, sizeof(buffer));
	if (!typed)
		keys_flush(&view->keys, &keys);
	else if (count > 0 ? keys_feed(&view->keys, bytes, count, &keys) : errno != EINTR)
		view->outcome = DETACHED;
	send_keys(view, &keys);
}

static void take_signal(struct view *view)
{
	struct signalfd_siginfo info;

	if (read(view->signals, &info, sizeof(info)) != sizeof(info))
		return;
	switch (info.ssi_signo) {
	case SIGCONT:
		set_raw(view); /* a shell may have changed that meanwhile */
		send_size(view);
		break;
	case SIGWINCH:
		send_size(view);
		break;
	case SIGTSTP:
		view->outcome = SUSPENDED;
		break;
	default:
		view->signal = info.ssi_signo;
		view->outcome = DETACHED;
	}
}

static void serve(struct view *view)
{
	while (view->outcome == VIEWING) {
		struct pollfd polled[SLOTS];
		int found;

		take_output(view);
		polled[SLOT_TYPED] = (struct pollfd){ view->reads ? 0 : -1, POLLIN, 0 };
		polled[SLOT_SIGNALS] = (struct pollfd){ view->signals, POLLIN, 0 };
		polled[SLOT_SOCKET] = (struct pollfd){ view->out.used || view->taken >= 0
							       ? -1
							       : view->connection->socket,
						       POLLIN, 0 };
		/* also without output: the reader may go away */
		polled[SLOT_OUTPUT] =
			(struct pollfd){ view->output, view->out.used ? POLLOUT : 0, 0 };
		found = poll(polled, SLOTS, keys_wait(&view->keys) ? KEYS_PATIENCE : -1);
		if (found < 0)
			continue;
		if (found == 0 || polled[SLOT_TYPED].revents)
			take_keys(view, found != 0);
		if (polled[SLOT_SIGNALS].revents)
			take_signal(view);
		if (view->outcome == VIEWING && polled[SLOT_SOCKET].revents)
			take_message(view);
		if (polled[SLOT_OUTPUT].revents & POLLOUT)
			write_output(view);
		else if (polled[SLOT_OUTPUT].revents)
			leave_output(view, (polled[SLOT_OUTPUT].revents & POLLNVAL) ? EBADF : 0);
	}
}

/* Sets the terminal back as it was. */
static void restore(struct view *view)
{
	/* without a memory of what has been set: what is set most often */
	static const char plain[] = "\033[?1049l\033[?1000l\033[?1002l\033[?1003l\033[?2004l"
				    "\033[?1l\033>\033[?25h\033[m";
	struct output *out = &view->out;

	if (view->raw) {
		out->used = view->done = 0;
		if (CONFIG_FEATURE_HOLD_REPLAY) {
			if (view->written.scanner.state != SCANNER_GROUND)
				output_char(out, '\030'); /* cancels a sequence */
			modes_write_difference(&view->written, NULL, out);
		} else {
			output_text(out, plain);
		}
		if (view->last && view->last != '\n' && !view->written.alternate)
			output_text(out, "\r\n");
		write_all(view->output, view->buffer, out->used, LAST_PATIENCE);
		tcsetattr(view->output, TCSANOW, &view->before);
	}
	out->used = view->done = 0;
	memset(&view->written, 0, sizeof(view->written));
	view->filter.shown = view->written;
	view->raw = false;
}

/* In the background we are stopped here, and not once we are attached. */
static void await_foreground(const struct view *view)
{
	if (view->terminal)
		tcsetattr(1, TCSANOW, &view->before);
}

/* Stops, as every program does; then attaches again, to go on where it has ended. */
static int suspend(struct view *view)
{
	struct connection *connection = view->connection;
	const struct place *place = connection->place;
	const char *name = connection->name;

	connection_close(connection);
	kill(getpid(), SIGSTOP);
	await_foreground(view);
	if (connection_open(connection, place, name, false) != REACHED) {
		view->outcome = JOB_ENDED;
		view->status = connection->directory < 0 ? -1 : connection_record(connection);
		return 0;
	}
	view->outcome = VIEWING;
	return greet(view, view->filter.offset);
}

static void start(struct view *view)
{
	static const unsigned char numbers[] = { SIGHUP,   SIGINT,  SIGTERM, SIGQUIT,
						 SIGWINCH, SIGTSTP, SIGCONT, SIGPIPE };
	struct mask mask = { { 0 } };

	for (size_t i = 0; i < sizeof(numbers); i++)
		mask_add(&mask, numbers[i]);
	mask_change(SIG_BLOCK, &mask, NULL);
	mask_remove(&mask, SIGPIPE);
	view->signals = syscall(SYS_signalfd4, -1, &mask, MASK_BYTES, SFD_CLOEXEC | SFD_NONBLOCK);
	if (view->signals < 0)
		applet_fail("cannot wait for signals: %m");
}

int view_attach(struct connection *connection, const struct view_options *options)
{
	struct text memory = { .length = 0 };
	struct view *view = text_add(&memory, sizeof(*view));
	const char *name = connection->name;
	char buffer[24];
	int status;

	view->connection = connection;
	view->options = options;
	view->terminal = tcgetattr(1, &view->before) == 0;
	view->reads = view->terminal && isatty(0);
	view->key = options->key ? options->key : variable_value("HOLD_DETACH");
	if (!view->key)
		view->key = "^\\";
	if (!keys_parse(&view->keys, view->key))
		usage_error("invalid detach key: %pq", view->key);
	output_start(&view->out, OUTPUT_TEXT, view->buffer, sizeof(view->buffer));
	await_foreground(view);
	open_output(view);
	status = greet(view, -1);
	if (!status)
		start(view);
	while (!status) {
		set_raw(view);
		send_size(view);
		if (view->terminal && CONFIG_FEATURE_HOLD_REPLAY)
			filter_begin(&view->filter, view->filter.offset, NULL, 0, &view->out);
		serve(view);
		restore(view);
		if (view->outcome != SUSPENDED)
			break;
		status = suspend(view);
	}
	if (status > 0)
		return status;
	if (status < 0) {
		view->outcome = JOB_ENDED;
		view->status = connection_record(connection);
	}
	if (view->skipped) {
		format_text(buffer, sizeof(buffer), "%lld", view->skipped);
		tell("[%s: %s bytes of output skipped]\n", name, buffer);
	}
	if (view->outcome == JOB_ENDED) {
		status = view_tell_end(name, view->status);
		if (connection->last.message.type == MESSAGE_END &&
		    !connection->last.message.number)
			connection_await_end(connection);
		return status;
	}
	if (view->outcome == REFUSED)
		return connection_error(connection);
	tell("[detached from %s]\n", name, NULL);
	if (view->status) {
		errno = view->status;
		error("write error: %m");
		return FAILURE;
	}
	return view->signal ? 128 + view->signal : 0;
}
