/* readiness.h - hearing from a program that it is ready to serve: by a descriptor or by messages.
 *
 * Stands alone: whatever waits for services to be ready needs it; testsuite/unit/readiness.c.
 */
#ifndef KEEP_READINESS_H
#define KEEP_READINESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "launch/launch.h"

/* What readiness_read has read, as bits. */
enum {
	READINESS_READY = 1,    /* READY=1, or a newline */
	READINESS_FAILED = 2,   /* ERRNO=: the reason is in readiness->error */
	READINESS_EXTENDED = 4, /* EXTEND_TIMEOUT_USEC=: from now on wait readiness->extension */
	READINESS_STATUS = 8,   /* STATUS=: the text is in readiness->status */
	READINESS_CLOSED = 16,  /* the descriptor was closed without a newline */
	READINESS_OTHER = 32,   /* something else, or a message of another process */
};

enum { READINESS_STATUS_SIZE = 65 };

struct readiness {
	int descriptor;    /* to be polled for input; close it in the end */
	int writer;        /* the pipe's end for the program; -1: the program sends messages */
	char variable[64]; /* NOTIFY_SOCKET=NAME for the environment of the program */
	int error;         /* an errno */
	struct timespec extension;
	char status[READINESS_STATUS_SIZE]; /* control bytes included */
};

/*
 * The program is to write a newline to a descriptor, as s6 has it. Both ends are close-on-exec: in
 * the child, readiness_give makes number (3 or above) the writer, whatever was open there; in the
 * parent, close writer. Return false with errno.
 */
bool readiness_open_pipe(struct readiness *readiness);
bool readiness_give(const struct readiness *readiness, int number);

/*
 * The program is to send messages as described in sd_notify(3), to an abstract socket: it reaches
 * that after a change of root or of user, too, but not from another network namespace. The name is
 * never used twice. Returns false with errno.
 */
bool readiness_open_socket(struct readiness *readiness);

/*
 * Reads the next message, or what was written, without waiting. Messages count only if they were
 * sent by the process main, or by one of the users 0, ours and user. Returns bits, or 0 if nothing
 * is there: call it until then. Descriptors that come with a message are closed.
 */
int readiness_read(struct readiness *readiness, pid_t main, uid_t user);

#endif
