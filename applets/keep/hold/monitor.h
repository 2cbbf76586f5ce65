/* monitor.h - the process that holds a job: its parent, and the other end of its terminal. */
#ifndef MONITOR_H
#define MONITOR_H

#include <limits.h>
#include <stdint.h>

#include "job.h"
#include "keep/backoff.h"
#include "keep/readiness.h"
#include "keep/ring.h"
#include "launch/launch.h"
#include "launch/pty.h"
#include "log.h"
#include "match.h"
#include "place.h"
#include "protocol.h"
#include "record.h"
#include "replay.h"
#include "signal/mask.h"
#include "target/tree.h"

enum { STREAMS = 16, CLIENTS = STREAMS + 4, QUEUE = 4096, TURN = 4096 };
/* milliseconds */
enum { PATIENCE_TERMINAL = 1000, PATIENCE_OTHERS = 10000, PATIENCE_MAX = INT_MAX };
enum { HELLO_TIME = 5000 };

/* times are milliseconds of CLOCK_MONOTONIC */
static const long long NEVER = 0, PATIENCE_ENDLESS = 1LL << 62;

/* What is read from the ring: by a client, the log, or our standard output. */
struct flow {
	uint64_t cursor;    /* offset of the next byte */
	long long patience; /* how long it may hold the job back in all */
	long long left;     /* of that; all of it again once it has caught up */
	long long until;    /* when it ceases to do so; 0: it does not */
};

struct client {
	int socket; /* -1: free */
	uid_t user;
	pid_t process;
	long long deadline; /* of HELLO; NEVER once that has come */
	unsigned short flags, rows, columns;
	bool stream;   /* attached, follows or waits */
	bool output;   /* wants that */
	bool waits;    /* for STATE and END */
	bool restarts; /* waits for STATE after a restart */
	bool full;     /* its socket is: poll before the next message */
	unsigned used; /* when it was last attached, typed at or resized: for the size */
	struct flow flow;
};

/* Why a job is being stopped, or was. */
enum intent { NO_INTENT, STOP, RESTART, GIVE_UP };

enum phase {
	RUN,   /* a main process, or output of it that has not been read */
	SWEEP, /* the main process has ended, its descendants are being stopped */
	DELAY, /* until the next start */
	REST,  /* it has ended; descendants or clients may be left */
};

enum deadline {
	AT_START,
	AT_HANGUP,
	AT_KILL,
	AT_READY,
	AT_LISTEN,
	AT_REDRAW,
	AT_LEAVING,   /* nobody attaches any more */
	AT_IMPATIENT, /* a flow that holds the job back does so no longer */
	DEADLINES,
};

struct monitor {
	/* what is used most comes first: its addresses are short */
	long long now;
	enum phase phase;
	enum intent intent;
	pid_t child;   /* the main process; 0 once reaped */
	pid_t group;   /* its process group, also after that */
	int status;    /* of the last run, as of wait(2) */
	int directory; /* the job's, locked */
	int output;    /* the FIFO of --no-pty, or pty.master; -1: none */
	int input;     /* the pipe of --stdin, or pty.master; -1: none */
	struct pty pty;  /* -1: none */
	unsigned short rows, columns;
	unsigned queued; /* bytes in queue */
	bool queued_end; /* close the input after that */
	bool drained;    /* what the main process has written has been read */
	bool reaps;      /* a child may have ended */
	bool kept;       /* children are left */
	bool nudged;     /* the terminal is one row lower at the moment */
	bool copies;     /* -F: the output goes to our standard output, too */
	bool launching;  /* the client waits for launch */
	bool expecting;  /* that it attaches, even if the job has ended by then */
	bool created;    /* the job's directory was made by this start */
	bool stop_signals_sent;
	bool has_termios;
	bool children_ignored;
	struct ring ring;
	struct job job;

	int input_end; /* what the child gets; -1: /dev/null */
	int signals;   /* signalfd */
	int listener;
	struct place *place;
	int home; /* the job's working directory, O_PATH */
	struct launch launch;
	mode_t umask;
	unsigned uses;     /* counts the uses of clients */
	unsigned failures; /* runs in a row below --healthy */
	long long begun;
	uint64_t begun_at; /* offset of the run's output */
	uint64_t tailed;   /* offset up to which the record has the output */
	long long deadlines[DEADLINES];
	struct flow stdout_flow, log_flow;
	struct flow first_flow; /* of the client that has started the job, until it attaches */
	struct words words; /* what job refers to */
	struct state state;
	struct mask before; /* blocked signals of the caller */
	struct termios termios;
	struct tree tree;
	struct readiness readiness;
	struct match ready_text;
	struct replay replay;
	char name[NAME_LIMIT + 1];
	struct client clients[CLIENTS];
	/* what is not written to for each job comes last: its pages take no memory then */
	struct packet last; /* from a client; its data are also used to make those for one */
	char queue[QUEUE];
	struct backoff_starts starts;
	struct log log;
};

/*
 * Becomes the monitor of the job, whose directory is locked, and holds it until its end. Returns
 * the status to exit with: how the job has ended, or why it was not started, which is reported.
 */
int monitor_run(struct monitor *monitor);

/* Whether it has a log; constant in a build without, so that none of it is built. */
static inline bool has_log(const struct monitor *monitor)
{
	return CONFIG_FEATURE_HOLD_LOG && monitor->job.log.path;
}

/* ---- child.c: the job's processes ---- */

/* Opens a terminal or pipes and starts the command. Returns 0, or 125 to 127, which is reported. */
int child_start(struct monitor *monitor);

/* Points the link that the job has as its ssh-agent, unless it is piped, to this one's socket. */
void child_agent(const struct monitor *monitor, const char *path);

/* ---- life.c: starts and ends ---- */

/* Starts the job; a start that fails is a run that fails. Returns child_start's status. */
int life_start(struct monitor *monitor);
/* Reaps, and does what is due. Returns whether the job has ended, with nothing left. */
bool life_advance(struct monitor *monitor);
/* Has the job stopped: within timeout ms (-1: its own). */
void life_stop(struct monitor *monitor, enum intent intent, long long timeout);
/* Starts it again, at once. Returns NULL, or why not. */
const char *life_restart(struct monitor *monitor);
/* Brings the record up to date, at the very end. */
void life_record(struct monitor *monitor);
void life_ready(struct monitor *monitor);
/* Whether the deadline has passed, which is none then. */
bool life_due(struct monitor *monitor, enum deadline which);
/* Reads what the job has to say of its readiness. */
void life_hear(struct monitor *monitor);
/* Tells the client that waits for the start its status, and all that watch the state. */
void life_tell(struct monitor *monitor, int status);

/* ---- serve.c: clients ---- */

/* Binds the socket. Returns false with errno. */
bool serve_open(struct monitor *monitor);
void serve_accept(struct monitor *monitor);
/* The client that is connected after that one, or the first, after NULL; NULL: no more. */
struct client *serve_next(struct monitor *monitor, struct client *client);
/* A message of the client has come, or it has gone. */
void serve_client(struct monitor *monitor, struct client *client);
/* Sends it what it has not got yet. */
void serve_output(struct monitor *monitor, struct client *client);
/* Sends a message without data to those that wait for the state; END to all that got the output. */
void serve_state(struct monitor *monitor);
void serve_error(struct monitor *monitor, struct client *client, int status, const char *text);
/* Whether its next message has to wait for room in the queue. */
bool serve_is_full(struct monitor *monitor, const struct client *client);
/* Writes what is queued for the job. */
void serve_input(struct monitor *monitor);
void serve_resize(struct monitor *monitor, unsigned short rows, unsigned short columns);

/* The ring has got output from offset since on: what that does to the terminal that the job sees.
 */
void serve_screen(struct monitor *monitor, uint64_t since);

/* Gives the terminal back the row that it was denied so that the job draws its screen anew. */
void serve_redrawn(struct monitor *monitor);

#endif
