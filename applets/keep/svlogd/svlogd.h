/* svlogd.h - what the parts of svlogd share. */
#ifndef SVLOGD_SVLOGD_H
#define SVLOGD_SVLOGD_H

#include <netinet/in.h>
#include <stdbool.h>
#include <time.h>

#include "input.h"
#include "keep/arrival.h"
#include "text/text.h"

enum { STAMP_SIZE = 26, LOG_NAME_SIZE = 28, OUT_SIZE = 3072, FAILURE = 111 };

enum { MAXIMUM, KEEP, LEAST, AGE, NUMBERS }; /* s (never 0: that is no limit), n, N, t */

/* One directory. */
struct log {
	const char *name;
	int directory, lock, current; /* -1: it is not in use */
	unsigned long long inode; /* of current */
	unsigned long long size;  /* of current, with what is still in svlogd.out */
	unsigned long long numbers[NUMBERS]; /* of its configuration */
	long long full_age; /* when current reaches its age, in milliseconds; 0: never */
	bool patterns;      /* it has some */
	const char *processor, *prefix; /* in it, or NULL */
	bool remote;   /* lines are only sent to the address */
	bool selected; /* the line that is being logged */
	pid_t child;   /* the processor, or 0 */
	unsigned char failures;   /* of it, in a row */
	long long retry;          /* when it is started again, in milliseconds; 0: it need not be */
	char work[LOG_NAME_SIZE]; /* the .u file that it reads */
	struct sockaddr_in address; /* port 0: none */
	struct text config; /* lines that end with NUL */
};

struct svlogd {
	struct log *logs, *end;
	bool several;    /* logs */
	int stamp;       /* 0 to 3 */
	int replacement; /* -1: nothing is replaced */
	bool verbose;
	const char *replaced; /* in addition to what is not printable */
	unsigned long long length, buffer;
	struct input input;
	bool inside;           /* the beginning of the line that the input begins with is logged */
	bool carried;          /* it was there before the latest read */
	struct timespec last;  /* the latest time that was used, for a stamp or a name */
	int socket;            /* -1: none yet */
	struct arrival arrival;
	bool alarm, hangup, terminate, child;
	size_t used; /* of out */
	char stamps[2][STAMP_SIZE]; /* for the line that was carried, and for later ones */
	struct log only; /* if it is one: in memory that is used anyway */
	char out[OUT_SIZE]; /* for the current file of the log that is being written */
};

/* Warns that it was "unable to WHAT", with the name of the log and errno. */
void warn_unable(const struct log *log, const char *what);

/*
 * Notes the signals that have arrived, after waiting for them so many milliseconds (-1: as long as
 * it takes) or, if input is set, until there is input. Returns whether there is only that.
 */
bool svlogd_wait(struct svlogd *svlogd, int milliseconds, bool input);

/*
 * After something failed that is tried until it works: reports that it was "unable to WHAT" with
 * the name of the log and errno, unless *reported, and waits a second.
 */
void svlogd_pause(struct svlogd *svlogd, const struct log *log, const char *what, bool *reported);

/* The time, but later than the latest one that was used if strictly is set, else not earlier. */
struct timespec svlogd_time(struct svlogd *svlogd, bool strictly);

#endif
