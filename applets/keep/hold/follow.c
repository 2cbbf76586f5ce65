/* follow.c - hold log: what a job has said, from its log, its ring or what was kept of that. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "connection.h"
#include "file/descriptor.h"
#include "follow.h"
#include "job.h"
#include "keep/rotation.h"
#include "log.h"
#include "request.h"
#include "text/error.h"
#include "text/number.h"
#include "text/text.h"

enum { KEY_REOPEN = OPTION_LONG, BUFFER = 4096, OLD_FILES = 1000, NO_JOB = 1 };

static const struct applet_option options[] = {
	OPT('f', "follow", NULL, "keep printing until the job ends"),
	OPT('n', "lines", "LINES", "print only the last LINES lines (all)"),
	OPT(KEY_REOPEN, "reopen", NULL, "reopen the log, which has been renamed"),
	{ .key = 0 },
};

/* What is read, and how. */
struct source {
	const char *path; /* of the log, or NULL */
	int file;         /* of it, or of what was kept of the ring; -1 */
	bool follows;
	bool text; /* of a terminal: leave out escape sequences */
	bool in_line;
	long long lines; /* complete ones so far */
	long long first; /* to be printed; -1: none, they are only counted */
	struct output out;
	struct text ring;
	struct modes modes;
	struct connection *connection;
	char buffer[BUFFER], read[BUFFER];
};

static void read_bytes(struct source *source, const char *bytes, size_t count)
{
	for (; count--; bytes++) {
		if (source->text && !log_is_text(&source->modes, *bytes))
			continue;
		if (source->first >= 0 && source->lines >= source->first)
			output_char(&source->out, *bytes);
		source->in_line = *bytes != '\n';
		source->lines += *bytes == '\n';
	}
}

/* Reads the file from where it is to its end. */
static void read_file(struct source *source)
{
	ssize_t count;

	while ((count = read(source->file, source->read, BUFFER)) > 0)
		read_bytes(source, source->read, count);
	if (count < 0)
		applet_fail("cannot read the log: %m");
}

/*
 * Reads the log from the file on, which -1 lets begin with the oldest one, and leaves it at the end
 * of the youngest. A file that has a successor is not written to any more.
 */
static void read_log(struct source *source)
{
	struct stat status;
	int next;

	for (;;) {
		if (source->file >= 0 && fstat(source->file, &status))
			applet_fail("%pq: %m", source->path);
		next = rotation_open_next(source->path, OLD_FILES,
					  source->file >= 0 ? &status : NULL);
		if (source->file >= 0)
			read_file(source);
		if (next < 0)
			return;
		if (source->file >= 0)
			close(source->file);
		source->file = next;
	}
}

static void pass_over(struct source *source)
{
	if (source->path) {
		read_log(source);
	} else if (source->file >= 0) {
		lseek(source->file, 0, SEEK_SET);
		read_file(source);
	} else {
		read_bytes(source, source->ring.bytes, source->ring.length);
	}
}

/* The first pass counts if only the last lines are wanted. */
static void print_lines(struct source *source, long long lines)
{
	if (lines >= 0) {
		source->first = -1;
		pass_over(source);
		source->first = source->lines + source->in_line - lines;
		source->first = source->first < 0 ? 0 : source->first;
		source->lines = 0;
		memset(&source->modes, 0, sizeof(source->modes));
		if (source->path && source->file >= 0)
			close(source->file);
		if (source->path)
			source->file = -1;
	}
	pass_over(source);
}

/* Becomes a client of the monitor, which is sent all output; takes what the ring has, if wanted. */
static bool listen_to(struct source *source)
{
	struct connection *connection = source->connection;
	const struct message *message = &connection->last.message;
	int64_t left;

	message_hello(HELLO_ATTACH | HELLO_FOLLOW)->history = source->path ? 0 : -1;
	if (connection_greet(connection, NULL))
		return false;
	source->text = !source->path && message->flags & WELCOME_PTY;
	left = message->head - message->from;
	while (left > 0) {
		int type = connection_receive(connection, -1);

		if (type == MESSAGE_SKIP)
			left -= message->number;
		if (type == MESSAGE_OUTPUT) {
			memcpy(text_add(&source->ring, connection->count), connection->last.data,
			       connection->count);
			left -= connection->count;
		} else if (type == 0 || type == MESSAGE_END) {
			break;
		}
	}
	return true;
}

/* Prints what comes until the job ends, or nobody reads it any more. */
static void follow(struct source *source)
{
	struct connection *connection = source->connection;
	int type = -1;

	while (type != 0 && type != MESSAGE_END) {
		struct pollfd polled[] = { { connection->socket, POLLIN, 0 }, { 1, 0, 0 } };

		if (!output_flush(&source->out))
			return;
		if (poll(polled, 2, -1) > 0 && polled[1].revents)
			return;
		type = connection_receive(connection, 0);
		if (type == MESSAGE_OUTPUT && !source->path)
			read_bytes(source, connection->last.data, connection->count);
		else if (source->path)
			read_log(source);
	}
}

/* The record says where the log is; without one it is what the monitor has, or has left. */
static int print_log(struct source *source, long long lines)
{
	struct connection *connection = source->connection;
	struct words words;
	struct state state;
	bool alive = connection->socket >= 0;

	output_start(&source->out, 1, source->buffer, BUFFER);
	source->file = -1;
	/* another user's could say any file, and link to it */
	if (!connection->place->foreign && words_read(&words, connection->directory, "argv") &&
	    words.log)
		source->path = words.log;
	if (alive && (source->follows || !source->path) && !listen_to(source))
		return FAILURE;
	if (!alive && !source->path) {
		source->file = file_open(connection->directory, "tail",
					 O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
		state_read(&state, connection->directory);
		source->text = state.pty > 0;
	}
	print_lines(source, lines);
	if (alive && source->follows)
		follow(source);
	return output_finish(&source->out);
}

static int log_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct text memory = { .length = 0 };
	struct source *source = text_add(&memory, sizeof(*source));
	long long lines = -1;
	bool reopens = false;
	int key;

	while ((key = option_next(&parsed))) {
		source->follows |= key == 'f';
		reopens |= key == KEY_REOPEN;
		if (key == 'n' && number_parse(parsed.argument, 0, 1LL << 62, &lines) != NUMBER_OK)
			option_reject(key, parsed.argument, "a number of lines");
	}
	if (argc - parsed.index != 1)
		usage_error(argc == parsed.index ? "missing operand" : "extra operand");
	if (reopens)
		return request_reopen(argv[parsed.index]);
	source->connection = the_connection();
	switch (connection_open(source->connection, the_place(false), argv[parsed.index], true)) {
	case REACH_NONE:
		return NO_JOB;
	case REACH_BUSY:
		return FAILURE;
	default:
		return print_log(source, lines);
	}
}

VERB(hold_log, log_main) = {
	.name = "hold log",
	.main = log_main,
	.synopsis = "[-f] [-n LINES] [--reopen] NAME",
	.summary = "Print a job's output.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_SHORT_NAME | APPLET_PIPE_MAY_BREAK,
};
