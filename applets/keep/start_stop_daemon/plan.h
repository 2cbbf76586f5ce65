/* plan.h - what start-stop-daemon has been asked to do. */
#ifndef START_STOP_DAEMON_PLAN_H
#define START_STOP_DAEMON_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "applet/applet.h"
#include "match/executable.h"
#include "match/match.h"
#include "target/family.h"
#include "target/target.h"
#include "text/output.h"
#include "user/account.h"

/* Keys of the options; the letters are dpkg's. */
enum {
	PIDOF = OPTION_LONG,
	PID,
	PPID,
	REMOVE_PIDFILE,
	NOTIFY_AWAIT = CONFIG_FEATURE_START_STOP_DAEMON_NOTIFY ? PIDOF + 4 : OPTION_ABSENT,
	NOTIFY_TIMEOUT = CONFIG_FEATURE_START_STOP_DAEMON_NOTIFY ? PIDOF + 5 : OPTION_ABSENT,
	SCAN = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? PIDOF + 6 : OPTION_ABSENT,
	TREE = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? PIDOF + 7 : OPTION_ABSENT,
	WITH_HANDLE = CONFIG_FEATURE_START_STOP_DAEMON_HANDLE ? PIDOF + 8 : OPTION_ABSENT,
	STDIN = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? '0' : OPTION_ABSENT,
	STDOUT = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? '1' : OPTION_ABSENT,
	STDERR = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? '2' : OPTION_ABSENT,
	WAIT = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? 'w' : OPTION_ABSENT,
	ENVIRONMENT = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? 'e' : OPTION_ABSENT,
	INTERPRETED = CONFIG_FEATURE_START_STOP_DAEMON_MORE ? 'i' : OPTION_ABSENT,

	KEYS = 128, /* letters, and from 0 up the keys that are none */
};

enum { TROUBLE = 2, UNKNOWN = 4 /* statuses */ };

/* Small members first: the compiler reaches them by shorter offsets. */
struct plan {
	struct output output; /* dropped with --quiet */
	int command;  /* 'S', 'K', 'T' or PIDOF */
	int trouble;  /* the status of errors */
	char **arguments; /* of the program: after one place for its name */
	size_t count;     /* of them */
	const char *schedule; /* for stopping, or NULL */
	int signal;

	/* what is found */
	pid_t pid;                 /* the one named by --pid or the pid file; 0: none */
	bool conditions;           /* there are some besides the number */
	bool file_exists;          /* the pid file */
	bool numbered;             /* and it begins with a number */
	bool named;                /* the process is known by its number */
	bool exact;                /* the arguments are compared, too */
	bool searched;             /* before the first signal or wait */
	bool stale;                /* the pid file names none of the processes that were found */

	/* what the program gets */
	bool children_ignored;  /* SIGCHLD was ignored */
	gid_t gid;
	int niceness, policy, priority, io_class, io_priority;

	int last_signal;
	int refused;               /* how many could not be signalled */
	unsigned long long inode;  /* of the pid, according to the pid file; or 0 */
	struct family family;      /* the processes, in its targets */
	const char *group_name;
	int group_count;
	long long notify_time, wait; /* milliseconds */
	long long umask; /* -1: ours */
	struct text groups;
	struct text extra;     /* of char *: the arguments of --env */
	struct text variables; /* of char *: the environment */
	struct executable executable;
	struct match match;
	const char *values[KEYS]; /* of the options, "" where there is none; or defaults */
	struct account user;
};

/* The argument of an option, "" if it has none, or NULL if it was not given. */
static inline const char *given(const struct plan *plan, int key)
{
	return key == OPTION_ABSENT ? NULL : plan->values[key % KEYS];
}

/* The processes that were found, and their number. */
static inline struct target *found(const struct plan *plan, size_t *count)
{
	*count = plan->family.targets.length / sizeof(struct target);
	return (struct target *)(void *)plan->family.targets.bytes;
}

#endif
