/* place.h - the directory of jobs, and each job's directory in it.
 *
 * A job is alive while its monitor holds a lock on the job's directory.
 */
#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>
#include <sys/types.h>

#include "file/entries.h"

enum { NAME_LIMIT = 64, PLACE_PATH = 1024 };
enum { UNLOCKED = -1, UNOPENED = -2 };

struct place {
	int directory;      /* of all jobs; -1: there is none yet */
	const char *option; /* --dir, or NULL */
	bool given;         /* by that or by $HOLD_DIR: the jobs get HOLD_DIR */
	bool foreign;       /* root in another user's directory: sockets alone */
	uid_t owner;
	char **arguments;      /* of hold, for a monitor of another version */
	char path[PLACE_PATH]; /* absolute */
};

/*
 * Opens the directory that option or the environment names, creating it if asked to. Without it,
 * directory is -1 if it does not exist. Reports one that is not ours alone, and exits.
 */
void jobs_open(struct place *place, bool create);

/* The same for one that may be of no use to us: returns false then. */
bool jobs_try(struct place *place);

/* The directory of jobs that --dir has named, opened, for the verbs. */
struct place *the_place(bool create);

/* What a job's name consists of; it begins with neither '.' nor '-'. */
extern const char PLACE_LETTERS[];

/* Whether the text can be a job's name, apart from verbs. */
bool place_name_valid(const char *name);

/* The directory of a job, opened; -1 with errno: ENOENT no such job. */
int place_job(const struct place *place, const char *name);

/*
 * Locks a job's directory, creating it first if create. Returns its descriptor; UNLOCKED with
 * errno: EWOULDBLOCK its monitor is alive; or UNOPENED with errno. *created, unless NULL: it is
 * new.
 */
int place_lock(const struct place *place, const char *name, bool create, bool *created);

/* Whether the monitor of a job is alive. */
bool place_alive(int job_directory);

/*
 * The next name, of a pass over the directory of jobs, that is a job's, or hidden: that of one that
 * was being removed. NULL after the last one.
 */
const char *place_next(struct entries *entries, bool hidden);

/*
 * Removes a job's directory, which is locked. Returns false with errno. If it contains other
 * directories (ENOTEMPTY), nothing is changed.
 */
bool place_remove(const struct place *place, const char *name, int job_directory);

/* The absolute path of a file in the job's directory. False if it does not fit. */
bool place_path(const struct place *place, const char *name, const char *file,
		char path[PLACE_PATH]);

/* Waits for some milliseconds. */
void pause_for(int time);

#endif
