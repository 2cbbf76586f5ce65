/* request.c - the verbs that ask monitors for something: wait, stop, restart, signal, rm. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "connection.h"
#include "job.h"
#include "list.h"
#include "match.h"
#include "orphan.h"
#include "request.h"
#include "start.h"
#include "text/clock.h"
#include "text/error.h"

enum { TIMED_OUT = 124, GONE = 5000 };

/* ---- wait ---- */

enum { KEY_FOR = OPTION_LONG, KEY_JSON };

static const struct applet_option wait_options[] = {
	OPT('t', "timeout", "T", "give up after this time: exit status 124"),
	OPT(KEY_FOR, "for", "end|ready|text:STRING", "what to wait for (end)"),
	OPT(KEY_JSON, "json", NULL, "then print the jobs, as hold ls --json does"),
	{ .key = 0 },
};

struct wish {
	const char *text; /* NULL: none */
	bool ready;
	long long deadline; /* of milliseconds_until */
};

/* The status for a job that has ended; what was waited for has not come then. */
static int ended(const struct wish *wish, const char *name, int status)
{
	int result = status_exit(status);

	if (status < 0)
		error("%pq has lost its monitor", name);
	return result || !(wish->ready || wish->text) ? result : FAILURE;
}

/* The text is looked for in the output of this run, which begins at welcome->history. */
static bool has_text(const struct connection *connection, struct match *match, int64_t *offset,
		     int64_t begin)
{
	ssize_t before = begin - *offset;

	before = before < 0 ? 0 : before > connection->count ? connection->count : before;
	*offset += connection->count;
	return match_feed(match, connection->last.data + before, connection->count - before);
}

/* Receives until the wish is fulfilled. Returns the status. */
static int await(struct connection *connection, const struct wish *wish)
{
	struct match match = { .text = wish->text };
	const struct message *message = &connection->last.message;
	int64_t offset = message->from, begin = message->history, head = message->head;
	bool looked = wish->text && offset >= head;

	for (;;) {
		int left = milliseconds_until(wish->deadline), type;

		/* however short the time is, what is there is looked at */
		type = connection_receive(connection, looked || left < 0 ? left : left + GONE);
		if (type < 0 && errno == EAGAIN)
			return TIMED_OUT;
		if (type == 0)
			return ended(wish, connection->name, connection_record(connection));
		if (type == MESSAGE_END) {
			if (!message->number)
				connection_await_end(connection);
			return ended(wish, connection->name, message->status);
		}
		if (type == MESSAGE_ERROR)
			return connection_error(connection);
		if (wish->ready && type == MESSAGE_STATE && message->flags & STATE_READY)
			return 0;
		if (type == MESSAGE_SKIP)
			offset += message->number;
		if (wish->text && type == MESSAGE_OUTPUT &&
		    has_text(connection, &match, &offset, begin))
			return 0;
		looked = wish->text ? offset >= head : looked || type == MESSAGE_STATE;
	}
}

static int wait_for_job(const char *name, const struct wish *wish)
{
	int flags = wish->text ? HELLO_ATTACH | HELLO_FOLLOW | HELLO_READ_ONLY : 0;
	struct connection *connection = the_connection();
	int status = connection_enter(connection, name, flags, FAILURE);

	if (!status && !wish->text) {
		message_begin(MESSAGE_WAIT);
		message_send(connection->socket, NULL, 0);
	}
	if (!status)
		status = await(connection, wish);
	else if (status < 0)
		status = ended(wish, name, connection_record(connection));
	connection_close(connection);
	return status;
}

static int wait_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct wish wish = { .deadline = 0 };
	bool json = false;
	int key, status = 0;

	while ((key = option_next(&parsed))) {
		const char *text = parsed.argument;

		if (key == 't')
			wish.deadline = milliseconds_now() + option_milliseconds(key, text);
		else if (key == KEY_JSON)
			json = true;
		else if (!strcmp(text, "ready"))
			wish.ready = true;
		else if (!(wish.text = option_text(text)) && strcmp(text, "end") != 0)
			option_reject(key, text, "end, ready or text:STRING");
	}
	if (parsed.index == argc)
		usage_error("missing operand");
	for (char **name = argv + parsed.index; *name; name++) {
		int one = wait_for_job(*name, &wish);

		status = status ? status : one;
	}
	if (json)
		list_jobs(argv + parsed.index, true);
	return status;
}

VERB(hold_wait, wait_main) = {
	.name = "hold wait",
	.main = wait_main,
	.synopsis = "[-t T] [--for=end|ready|text:STRING] [--json] NAME...",
	.summary = "Wait for jobs; exit with the first status that is not 0.",
	.options = wait_options,
	.failure = FAILURE,
};

/* ---- stop, restart, signal ---- */

/* What a job answers to a request. */
static int await_answer(struct connection *connection, bool stops)
{
	for (;;) {
		int type = connection_receive(connection, -1);

		if (type == MESSAGE_ERROR)
			return connection_error(connection);
		if (type == 0 || type == (stops ? MESSAGE_END : MESSAGE_STATE)) {
			if (stops)
				connection_await_end(connection);
			return 0;
		}
	}
}

/* number: a timeout in ms, or a signal. */
static int ask_job(const char *name, enum message_type type, long long number)
{
	struct message *message;
	struct connection *connection = the_connection();
	int status = connection_enter(connection, name, 0, 1);

	if (!status) {
		message = message_begin(type);
		message->number = number;
		message->status = (int32_t)number;
		status = message_send(connection->socket, NULL, 0)
				 ? await_answer(connection, type == MESSAGE_STOP)
				 : FAILURE;
	}
	if (status < 0) {
		connection_await_end(connection);
		status = 1;
		if (type == MESSAGE_STOP)
			status = orphan_stop(connection, number);
		else if (type == MESSAGE_RESTART)
			status = start_again(the_place(true), name, NULL);
		else
			error("%pq is not running", name);
	}
	connection_close(connection);
	return status;
}

int request_reopen(const char *name)
{
	return ask_job(name, MESSAGE_REOPEN, 0);
}

static int ask_all(char **names, enum message_type type, long long number)
{
	int status = 0;

	if (!*names)
		usage_error("missing operand");
	for (; *names; names++) {
		int one = ask_job(*names, type, number);

		status = status ? status : one;
	}
	return status;
}

static const struct applet_option stop_options[] = {
	OPT('t', "timeout", "T", "time until KILL (that of hold run); 0: at once"),
	{ .key = 0 },
};

static int stop_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	long long timeout = -1;

	(void)argc;
	while (option_next(&parsed))
		timeout = option_milliseconds('t', parsed.argument);
	return ask_all(argv + parsed.index, MESSAGE_STOP, timeout);
}

VERB(hold_stop, stop_main) = {
	.name = "hold stop",
	.main = stop_main,
	.synopsis = "[-t T] NAME...",
	.summary = "Stop jobs, with all that they have started; exit with 4 if something survived.",
	.options = stop_options,
	.failure = FAILURE,
};

/* Of a verb without options. */
static char **operands_of(char **argv)
{
	struct options parsed = options_of(argv);

	option_next(&parsed);
	return argv + parsed.index;
}

static int restart_main(int argc, char **argv)
{
	(void)argc;
	return ask_all(operands_of(argv), MESSAGE_RESTART, 0);
}

VERB(hold_restart, restart_main) = {
	.name = "hold restart",
	.main = restart_main,
	.synopsis = "NAME...",
	.summary = "Stop jobs and start them again; start those that have ended.",
	.failure = FAILURE,
};

static int signal_main(int argc, char **argv)
{
	char **operands = operands_of(argv);

	(void)argc;
	if (!*operands)
		usage_error("missing operand");
	return ask_all(operands + 1, MESSAGE_SIGNAL, option_signal(*operands));
}

VERB(hold_signal, signal_main) = {
	.name = "hold signal",
	.main = signal_main,
	.synopsis = "SIG NAME...",
	.summary = "Send a signal to the process groups of jobs.",
	.failure = FAILURE,
};

/* ---- rm ---- */

static const struct applet_option rm_options[] = {
	OPT('a', "all", NULL, "all that have ended"),
	{ .key = 0 },
};

/* Reports what is wrong with one that is named; of all, only those that ought to have gone. */
static int remove_job(const char *name, bool all)
{
	const struct place *place = the_place(false);
	struct state state;
	int directory = -1;
	bool good = false;

	if (!all)
		name_check(name); /* which may be a path to anything otherwise */
	errno = ENOENT;
	if (place->directory >= 0)
		directory = place_lock(place, name, false, NULL);
	if (directory >= 0 && *name != '.' && orphan_runs(directory, &state))
		errno = EWOULDBLOCK;
	else if (directory >= 0 && all && *name != '.' && faccessat(directory, "argv", F_OK, 0))
		/* not a job's, unless a start has ended early */
		good = !unlinkat(place->directory, name, AT_REMOVEDIR) || errno == ENOTEMPTY;
	else if (directory >= 0)
		good = place_remove(place, name, directory);
	if (!good && all)
		good = errno == ENOENT || errno == EWOULDBLOCK || errno == ENOTDIR;
	if (!good && errno == ENOENT)
		error("no job %pq in %pq", name, place->path);
	else if (!good && errno == EWOULDBLOCK)
		error("%pq is running", name);
	else if (!good)
		error("cannot remove %pq: %m", name);
	if (directory >= 0)
		close(directory);
	return !good;
}

static int remove_all(bool hidden)
{
	const struct place *place = the_place(false);
	struct entries entries;
	const char *name;
	int status = 0;

	entries_start(&entries, place->directory);
	while (place->directory >= 0 && (name = place_next(&entries, hidden)))
		status |= remove_job(name, true);
	return status;
}

static int rm_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	bool all = false;
	int status = 0;

	while (option_next(&parsed))
		all = true;
	if (all == (parsed.index < argc))
		usage_error(all ? "-a takes no NAME" : "missing operand");
	if (the_place(false)->foreign)
		applet_fail("%pq belongs to another user", the_place(false)->path);
	for (int hidden = 0; all && hidden < 2; hidden++)
		status |= remove_all(hidden);
	for (char **name = argv + parsed.index; *name; name++)
		status |= remove_job(*name, false);
	return status;
}

VERB(hold_rm, rm_main) = {
	.name = "hold rm",
	.main = rm_main,
	.synopsis = "NAME...\n-a",
	.summary = "Remove the records of jobs that have ended.",
	.options = rm_options,
	.failure = FAILURE,
};
