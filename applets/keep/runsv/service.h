/* service.h - what runsv knows of its service, and of the log service. */
#ifndef RUNSV_SERVICE_H
#define RUNSV_SERVICE_H

#include <stdbool.h>
#include <sys/types.h>

#include "keep/arrival.h"
#include "keep/backoff.h"
#include "keep/readiness.h"
#include "keep/supervise.h"
#include "launch/launch.h"
#include "setting.h"
#include "target/target.h"
#include "target/tree.h"

struct runsv;

/* Open in its directory, from supervise_open on. */
struct place {
	int directory;
	int lock, control, ok; /* in supervise/ there */
};

struct service {
	struct runsv *runsv;
	struct place place;
	bool is_log;
	bool want_exit; /* then status.want is 'd' */
	bool failed;    /* it is down because it has ended too often */
	bool adopted;   /* it was started by a runsv that has been killed: not our child */
	struct supervise status;
	int wait;                   /* how run has ended, as in wait(2) */
	int reasons[2];             /* why run, finish could not be started, if reported */
	int unwritten;              /* why the status could not be written, if reported */
	unsigned runs;              /* how many in a row were short */
	long long started;          /* milliseconds_now() */
	long long wake;             /* when to start or to kill it; 0: no deadline */
	struct settings settings;
	struct target held;         /* if it was adopted */
	struct readiness readiness; /* descriptor -1: not waited for */
	struct backoff_starts starts;
};

enum { FAILURE = 111 };

enum { LOG, SERVICE, SERVICES };

struct runsv {
	const char *path; /* of the service's directory, below base */
	int base;
	struct arrival arrival;
	bool has_log;
	struct launch pipe; /* to the log service */
	bool drains;        /* in the end the log service is to read all that is in it */
	int pending;        /* what it had not read when it was started for that */
	bool adopts;        /* orphans become our children */
	struct service services[SERVICES];
	struct tree tree;
};

/* Enters its directory: paths are relative to that. */
void service_enter(const struct service *service);

/* Sends a signal to its process, if there is one. */
void service_signal(struct service *service, int number);

#endif
