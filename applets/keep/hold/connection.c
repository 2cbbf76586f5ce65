/* connection.c - a client's connection to a job's monitor. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "applet/failure.h"
#include "connection.h"
#include "file/descriptor.h"
#include "start.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/retry.h"

enum { ANSWER = 5000, PACE = 10, COMING = 1000 }; /* milliseconds */

extern char **environ;

struct connection *the_connection(void)
{
	static struct text memory;

	if (!memory.length)
		text_add(&memory, sizeof(struct connection));
	return (void *)memory.bytes;
}

/*
 * Connects to the job's socket by its short name: a path of any length works, although an address
 * has only 108 bytes. Returns false with errno.
 */
static bool reach(const struct connection *connection)
{
	static const struct address address = { AF_UNIX, "sock" };
	int before = open(".", O_PATH | O_CLOEXEC), reason;
	bool good = before >= 0 && !descriptor_enter(connection->directory) &&
		    !connect(connection->socket, (const void *)&address, sizeof(address));

	reason = errno;
	if (before >= 0) {
		if (descriptor_enter(before))
			applet_fail("cannot return to the working directory: %m");
		close(before);
	}
	errno = reason;
	return good;
}

/* Whether the other end is the owner of the directory; also learns who it is. */
static bool is_trusted(struct connection *connection)
{
	struct ucred peer;
	socklen_t size = sizeof(peer);

	if (getsockopt(connection->socket, SOL_SOCKET, SO_PEERCRED, &peer, &size))
		return false;
	connection->monitor = peer.pid;
	return peer.uid == connection->place->owner;
}

static enum reach try_connection(struct connection *connection)
{
	long long start = milliseconds_now();

	for (;;) {
		int patience = COMING;

		connection->socket =
			socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		if (connection->socket < 0)
			applet_fail("cannot make a socket: %m");
		if (reach(connection) && is_trusted(connection))
			return REACHED;
		if (errno == EAGAIN)
			patience = ANSWER; /* it is there, and has not accepted the others yet */
		close(connection->socket);
		connection->socket = -1;
		if (patience == COMING && !place_alive(connection->directory))
			return REACH_DEAD;
		if (milliseconds_now() - start > patience)
			return REACH_BUSY;
		pause_for(PACE);
	}
}

enum reach connection_open(struct connection *connection, const struct place *place,
			   const char *name, bool report)
{
	enum reach result = REACH_NONE;

	name_check(name);
	*connection = (struct connection){ .place = place, .name = name, .socket = -1 };
	connection->directory = place_job(place, name);
	if (connection->directory >= 0)
		result = try_connection(connection);
	else if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
		applet_fail("%pq: %m", name);
	if (report && result == REACH_NONE)
		error("no job %pq in %pq", name, place->path);
	if (report && result == REACH_BUSY)
		error("the monitor of %pq does not answer", name);
	return result;
}

int connection_receive(struct connection *connection, int patience)
{
	struct pollfd polled = { .fd = connection->socket, .events = POLLIN };
	int found = poll(&polled, 1, patience);

	if (found == 0)
		errno = EAGAIN;
	if (found <= 0)
		return -1;
	connection->count = packet_receive(connection->socket, &connection->last, false);
	if (connection->count >= 0)
		return connection->last.message.type;
	return retry_later() ? -1 : 0;
}

/* The monitor speaks another version: becomes the program that it runs. */
static void become_client(const struct connection *connection)
{
	char path[32];

	if (connection->monitor != connection->last.message.pid ||
	    connection->place->owner != geteuid())
		return;
	format_text(path, sizeof(path), "/proc/%d/exe", connection->monitor);
	execve(path, connection->place->arguments, environ);
}

int connection_error(const struct connection *connection)
{
	error("%s", connection->last.data);
	return connection->last.message.status;
}

/* Sends the message that was begun. Returns the type of the answer, as connection_receive does. */
static int ask(struct connection *connection, const char *data)
{
	if (!message_send(connection->socket, data, data ? strlen(data) : 0))
		return 0;
	return connection_receive(connection, ANSWER);
}

int connection_greet(struct connection *connection, const char *agent)
{
	int type = ask(connection, agent);

	/* closed, but not because the job has ended: we have been too slow, or there is no room */
	if (type == 0 &&
	    (connection_record(connection) >= 0 || !place_alive(connection->directory)))
		return -1;
	if (type == MESSAGE_ERROR)
		return connection_error(connection);
	if (type == MESSAGE_WELCOME && connection->last.message.version == PROTOCOL)
		return 0;
	if (type == MESSAGE_WELCOME) {
		become_client(connection);
		error("the monitor of %pq is a different version", connection->name);
	} else {
		error("the monitor of %pq does not answer", connection->name);
	}
	return FAILURE;
}

int connection_enter(struct connection *connection, const char *name, int flags, int missing)
{
	switch (connection_open(connection, the_place(false), name, true)) {
	case REACHED:
		message_hello(flags);
		return connection_greet(connection, NULL);
	case REACH_DEAD:
		return -1;
	case REACH_NONE:
		return missing;
	default:
		return FAILURE;
	}
}

bool connection_state(struct connection *connection, struct state *state)
{
	message_hello(0);
	if (ask(connection, NULL) != MESSAGE_WELCOME)
		return false;
	message_begin(MESSAGE_INFO);
	return ask(connection, NULL) == MESSAGE_INFO && state_parse(state, connection->last.data);
}

int connection_record(const struct connection *connection)
{
	struct state state;

	state_read(&state, connection->directory);
	return state_is_over(&state) ? (int)state.status : -1;
}

bool connection_await_end(const struct connection *connection)
{
	long long start = milliseconds_now();

	while (place_alive(connection->directory)) {
		if (milliseconds_now() - start > ANSWER)
			return false;
		pause_for(1);
	}
	return true;
}

void connection_close(struct connection *connection)
{
	if (connection->socket >= 0)
		close(connection->socket);
	if (connection->directory >= 0)
		close(connection->directory);
	connection->socket = connection->directory = -1;
}
