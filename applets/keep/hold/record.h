/* record.h - what is on disk of a job: "argv", how it is started, and "state", how it is.
 *
 * argv: the format, the working directory, the absolute path of the log or nothing, the options of
 * hold run, "--", and the command, each followed by a NUL. state: lines "key value", see record.c.
 */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "job.h"
#include "proc/procfs.h"
#include "text/output.h"
#include "text/text.h"

enum job_state {
	STARTING,
	RUNNING,
	WAITING,
	STOPPING,
	ENDED,
	FAILED,
	LOST,
};

enum { STATE_SIZE = 1024, UNKNOWN = -1 };

/* -1 is unknown; times are nanoseconds since 1970, begun is milliseconds of CLOCK_MONOTONIC. */
struct state {
	long long state;                 /* enum job_state */
	long long pid, inode, starttime; /* of the job's main process */
	long long monitor;
	long long started, ended, next, begun;
	long long restarts;
	long long status; /* of the last run, as of wait(2) */
	long long ready, pty, clients, left;
	long long lost; /* bytes of output that the log lost */
	long long head; /* bytes of output */
	char boot[BOOT_ID_SIZE];
	char note[96];
};

/* Sets all to unknown, and empty. */
void state_clear(struct state *state);

/* Writes the lines into buffer, with a NUL, padded with newlines to STATE_SIZE bytes. */
void state_format(const struct state *state, char buffer[STATE_SIZE + 1]);

/* Reads them. Returns false, and clears the state, unless they are complete. */
bool state_parse(struct state *state, const char *lines);

/* Writes the file in a job's directory. Returns false with errno. */
bool state_write(const struct state *state, int job_directory);

/* Reads it; the state is cleared, LOST, if there is none that is complete. */
void state_read(struct state *state, int job_directory);

/* Whether the job has ended, for good; not if it is lost. */
static inline bool state_is_over(const struct state *state)
{
	return state->state == ENDED || state->state == FAILED;
}

struct target;

/*
 * Holds the job's main process, if it is still the one that the state names (by its handle, or its
 * start time in this boot). Returns false if it is not, or has ended.
 */
bool state_process(const struct state *state, struct target *target);

/* When the process with that number was started, in clock ticks after boot; or UNKNOWN. */
long long start_time(pid_t pid);

/* The exit status for one of wait(2): 128 + N for a signal; 125 if it is unknown. */
int status_exit(long long status);

/* The name of an enum job_state. */
const char *state_name(long long state);

/* Now, in nanoseconds since 1970. */
long long now_realtime(void);

/* Appends a time since 1970 in nanoseconds by RFC 3339: UTC, with milliseconds. */
void output_time(struct output *output, long long time);

/* What argv holds; the vectors point into text. */
struct words {
	struct text text; /* of the file, and the vector */
	const char *directory, *log;
	char **options; /* from the word before the first on, as main's argv; the command follows */
	char **command;
};

/* Write it as "argv.new", to be renamed; read it from that, or from "argv". */
bool words_write(int job_directory, const char *directory, const struct job *job);
bool words_read(struct words *words, int job_directory, const char *file);

/* What is printed of one job. */
struct row {
	const char *name, *place;
	const char *directory, *log; /* NULL: unknown, or none */
	char **command;              /* NULL: unknown */
	struct state *state;
};

/* Appends a JSON object. */
void output_json(struct output *output, const struct row *row);

#endif
