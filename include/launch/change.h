/* change.h - changing the state of this process, and becoming a command in it. */
#ifndef LAUNCH_CHANGE_H
#define LAUNCH_CHANGE_H

#include <stdbool.h>

enum { CHANGE_USAGE = 100, CHANGE_FAILURE = 111, CHANGE_LIMITS = 16 };

enum change_text {
	CHANGE_USER,      /* NAME[:GROUP]... or :UID:GID[:GID]... */
	CHANGE_IDS,       /* UID and GID become those of this user; in the forms of the above */
	CHANGE_NAME,      /* the command's argv[0], if not what it is called by */
	CHANGE_VARIABLES, /* a directory: each file is a variable, its first line the value */
	CHANGE_ROOT,
	CHANGE_DIRECTORY, /* in that root */
	CHANGE_LOCK,      /* a file; the command inherits the lock */
	CHANGE_TEXTS,
};

/* All zero changes nothing. */
struct change {
	bool new_session;
	bool verbose;          /* say what is skipped in the directory of variables */
	bool strict;           /* users are only names; all variables are files, not directories */
	bool lock_waits;       /* until the lock is free; otherwise that is an error */
	bool quiet;            /* exit with 0 if the lock is taken, or the command fails to run */
	unsigned char closed;  /* of the standard descriptors: 1 << 0, 1 << 1, 1 << 2 */
	unsigned short limited; /* which limits change: 1 << RLIMIT_NOFILE ... */
	int niceness;            /* is added */
	const char *texts[CHANGE_TEXTS]; /* NULL: no such change */
	long long limits[CHANGE_LIMITS];
};

/*
 * Notes what the option wants limited: a (address space) c d f l (locked memory) m (a, d, l and s)
 * o p r s t, as in softlimit. The text is a number, or "=", the hard limit. Returns false for any
 * other text.
 */
bool change_limit(struct change *change, int option, const char *text);

/*
 * Makes the changes, in this order: session, variables, root, directory, niceness, ids, user, lock,
 * closed, limits. Then becomes the command, which is searched for in the PATH that we were given.
 * Limits above the hard one become that. If anything fails, reports "chpst: fatal: ..." and exits
 * with CHANGE_FAILURE. If there is no command, prints the usage and exits with the applet's status.
 */
_Noreturn void change_and_run(const struct change *change, char **argv);

/* The same if the operands are the text of that change and a command. */
_Noreturn void change_by_operand(struct change *change, enum change_text which, char **operands);

/* All that an applet does that has such operands, no options, and is strict. */
_Noreturn void change_strictly(enum change_text which, char **argv);

#endif
