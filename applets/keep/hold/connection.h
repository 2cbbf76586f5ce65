/* connection.h - a client's connection to a job's monitor. */
#ifndef CONNECTION_H
#define CONNECTION_H

#include "place.h"
#include "protocol.h"
#include "record.h"

struct connection {
	const struct place *place; /* the directory of jobs */
	const char *name;          /* of the job */
	int directory;             /* the job's, open; -1: none */
	int socket;                /* -1: not connected */
	pid_t monitor;             /* as the kernel has it */
	ssize_t count;             /* bytes of data in last */
	struct packet last;        /* that was received */
};

/* The only one, which is too large for the stack; a client has no two at a time. */
struct connection *the_connection(void);

enum reach {
	REACHED,
	REACH_NONE, /* there is no such job, which is reported if asked to */
	REACH_DEAD, /* no monitor is alive: only the record is there */
	REACH_BUSY, /* it does not answer */
};

/*
 * Connects to the monitor of the job, waiting a little for one that is about to start or busy.
 * directory is open afterwards but for REACH_NONE, socket only for REACHED. With report, REACH_NONE
 * and REACH_BUSY are reported.
 */
enum reach connection_open(struct connection *connection, const struct place *place,
			   const char *name, bool report);

/*
 * Sends HELLO, which was begun (agent: the path of the caller's ssh-agent, or NULL), and receives
 * WELCOME. A monitor of another version is replaced by its own client: does not return then.
 * Returns 0; -1: the monitor has just ended, as if REACH_DEAD; or the status to exit with after
 * what went wrong was reported.
 */
int connection_greet(struct connection *connection, const char *agent);

/*
 * Opens a connection, which is reported if it cannot be, and greets with these flags of HELLO.
 * Returns 0; -1: no monitor is alive, or it has just ended; or the status to exit with: missing if
 * there is no such job. It is to be closed in any case.
 */
int connection_enter(struct connection *connection, const char *name, int flags, int missing);

/* Reports the text of the ERROR that was received. Returns its status. */
int connection_error(const struct connection *connection);

/* Asks a monitor, to which nothing has been sent yet, how its job is. False if it does not answer.
 */
bool connection_state(struct connection *connection, struct state *state);

/*
 * Receives the next message into last and count, within that many milliseconds (-1:
 * forever). Returns its type; 0: the monitor is gone; -1 with errno: EAGAIN: no message in time,
 * EINTR.
 */
int connection_receive(struct connection *connection, int patience);

/*
 * After the monitor has gone without END: how the job ended, as of wait(2), according to its
 * record; -1: that does not say.
 */
int connection_record(const struct connection *connection);

/*
 * Waits until the monitor, which is about to, has left the job's lock, for 5 s at most. Returns
 * whether it has.
 */
bool connection_await_end(const struct connection *connection);

void connection_close(struct connection *connection);

#endif
