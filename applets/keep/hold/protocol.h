/* protocol.h - the messages between a job's monitor and its clients.
 *
 * One message is one packet of a SOCK_SEQPACKET socket: this header, then up to MESSAGE_DATA bytes.
 * Unknown types are ignored; a packet that is shorter than a header, or longer than allowed, closes
 * the connection.
 */
#ifndef PROTOCOL_H
#define PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

enum { PROTOCOL = 1, MESSAGE_DATA = 4096 };

enum message_type {
	/* to the monitor */
	MESSAGE_HELLO =
		1,      /* the first one: flags, rows, columns, number: patience, from, history */
	MESSAGE_INPUT,  /* data: for the job; flags: INPUT_ALONE, INPUT_ANSWER, INPUT_END */
	MESSAGE_RESIZE, /* rows, columns */
	MESSAGE_INFO,   /* is answered with INFO; data: the state file's lines */
	MESSAGE_SIGNAL, /* status: the signal, for the job's process group */
	MESSAGE_STOP,   /* number: milliseconds until KILL, -1: the job's own */
	MESSAGE_RESTART,
	MESSAGE_REOPEN,  /* the log */
	MESSAGE_WAIT,    /* from now on STATE at each change, and END */
	MESSAGE_RELEASE, /* the sender, a monitor itself, is no longer the job's */

	/* from it */
	MESSAGE_WELCOME = 64, /* answers HELLO */
	MESSAGE_PREFIX,       /* data: sets the modes with which the output begins at from */
	MESSAGE_OUTPUT,       /* data: output */
	MESSAGE_SKIP,         /* number: so many bytes were left out; from: the next one's offset */
	MESSAGE_STATE,        /* flags: enum job_state, STATE_READY; also "done" for a request */
	MESSAGE_END,      /* status, as of wait(2); number: processes are left. The last message */
	MESSAGE_ERROR,    /* status: to exit with; data: the text */
	MESSAGE_DETACHED, /* another client has asked for it: the last message */
};

enum {
	HELLO_ATTACH = 1,   /* wants the output: a stream, of which there are at most 16 */
	HELLO_TERMINAL = 2, /* it is for a terminal, of rows and columns: wants PREFIX */
	HELLO_READ_ONLY = 4,
	HELLO_OTHERS = 8,  /* detach the others */
	HELLO_FOLLOW = 16, /* hold log -f, wait --for=text: not counted as attached */

	WELCOME_ALTERNATE =
		1, /* the job is on the alternate screen; entry: the offset where it went */
	WELCOME_SAME_SIZE =
		2, /* the job's terminal had the size of HELLO before this client came */
	WELCOME_PTY = 4,
	WELCOME_INPUT = 8,  /* the job can be typed to */
	WELCOME_LINES = 16, /* its terminal is in canonical mode: lines of up to 4095 bytes */
	WELCOME_PASTE = 32, /* it has bracketed paste (2004) on */
	WELCOME_OWNER = 64, /* this client's size is the job's: it passes queries on */
	WELCOME_READY = 128,

	INPUT_ALONE = 1,  /* in a write of its own */
	INPUT_ANSWER = 2, /* is answered with STATE once all of it has been queued */
	INPUT_END = 4,    /* end of input: closes the pipe of --stdin; VEOF on a terminal */

	STATE_READY = 256, /* beside the enum job_state in the low bits */
	STATE_OWNER = 512, /* as WELCOME_OWNER */
};

/* The address of a socket in the working directory, which needs no more than that. */
struct address {
	sa_family_t family;
	char path[10];
};

struct message {
	uint8_t type, version;
	uint16_t flags;
	uint16_t rows, columns;
	int32_t pid;    /* WELCOME: the monitor */
	int32_t status; /* END: of wait(2); ERROR: exit status; SIGNAL: number */
	int64_t from;   /* HELLO: resume at this offset, -1: as history says; WELCOME, PREFIX, SKIP:
			   that   of the next byte of OUTPUT */
	int64_t head;   /* WELCOME: offset of the next byte: all before is history; HELLO: the
			   device number of the client's terminal, or 0 */
	int64_t entry;  /* WELCOME: the alternate screen was entered there (its sequence's end) */
	int64_t number; /* HELLO: patience in ms; SKIP: bytes; STOP: ms */
	int64_t history; /* HELLO: bytes of history wanted, -1: all; WELCOME: offset at which the
			    job's present run has begun */
};

/* A packet as it is received: data ends with a NUL. */
struct packet {
	struct message message;
	char data[MESSAGE_DATA + 1];
};

/* Begins the next message that is sent, of which there is one at a time: zero but its type. */
struct message *message_begin(enum message_type type);

/* The same for HELLO with these flags, which resumes nowhere, and has no wishes of its own. */
struct message *message_hello(int flags);

/* Sends the message that was begun, with count bytes of data. Returns false with errno. */
bool message_send(int socket, const void *bytes, size_t count);

/*
 * Receives a packet. Returns how many bytes of data it has, or -1 with errno: EPROTO malformed, or
 * the other end is gone. Descriptors that were sent along are discarded. peek: leaves it in the
 * queue.
 */
ssize_t packet_receive(int socket, struct packet *packet, bool peek);

#endif
