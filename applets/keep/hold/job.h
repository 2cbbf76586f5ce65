/* job.h - how a job is to run: the options of hold run, and its command. */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>

#include "applet/applet.h"
#include "keep/backoff.h"
#include "log.h"

enum restart_policy { RESTART_NEVER, RESTART_ON_FAILURE, RESTART_ALWAYS };
enum readiness_kind { READY_AT_ONCE, READY_DESCRIPTOR, READY_NOTIFY, READY_TEXT };

struct job {
	const char *name; /* NULL: made from the command */
	bool detach, foreground, exists_ok, piped, input, remove;
	bool logs; /* --log was given */
	struct log_options log;
	long long columns, rows; /* 0: not given */
	long long ring;
	long long restart; /* enum restart_policy */
	struct backoff backoff;
	struct backoff_limit limit; /* count 0: none */
	long long healthy;          /* these times are in milliseconds */
	unsigned char ok[256 / 8];  /* bit N: exit status N is not a failure */
	unsigned long long ok_signals;
	int stop_signal; /* 0: not given */
	long long stop_timeout, ready_timeout;
	enum readiness_kind ready;
	long long ready_descriptor;
	const char *ready_text;
	char **words; /* the options as they were given */
	int word_count;
	char **command;
};

enum { SIZE_COLUMNS = 80, SIZE_ROWS = 24, FAILURE = 125 };

/* The rows of hold run. */
extern const struct applet_option job_options[];

/*
 * Reads the options and the command of argv, which ends with NULL; argv[0] is skipped. Reports what
 * is wrong and exits. The running applet has to be hold run.
 */
void job_parse(struct job *job, char **argv);

/* Whether the status, as of wait(2), is a failure. */
bool job_failed(const struct job *job, int status);

/* How it says that it is ready; constant in a build without, so that none of it is built. */
static inline enum readiness_kind job_readiness(const struct job *job)
{
	return CONFIG_FEATURE_HOLD_RESTART ? job->ready : READY_AT_ONCE;
}

/*
 * What the argument of an option, or an operand, stands for; if it is invalid, report that and
 * exit. Times are in milliseconds; a size is a number with an optional suffix K, M or G.
 */
_Noreturn void option_reject(int key, const char *text, const char *form);
long long option_milliseconds(int key, const char *text);
long long option_size(int key, const char *text);
int option_signal(const char *text);

/* The place of a word among words, each of which ends with a NUL, as the last one does with two. */
int word_index(const char *words, const char *word);

/* STRING of "text:STRING", if it is one that can be matched, or NULL. */
const char *option_text(const char *text);

#endif
