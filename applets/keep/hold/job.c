/* job.c - how a job is to run: the options of hold run, and its command. */
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>

#include "applet/long_name.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "job.h"
#include "match.h"
#include "signal/signals.h"
#include "text/byte.h"
#include "text/duration.h"
#include "text/format.h"
#include "text/number.h"

enum {
	LOGS = CONFIG_FEATURE_HOLD_LOG,
	RESTARTS = CONFIG_FEATURE_HOLD_RESTART,
	LOG = LOGS ? 'l' : OPTION_ABSENT,
	/* those of the table of values, in its order */
	KEY_SIZE = OPTION_LONG,
	KEY_RING,
	KEY_STOP_TIMEOUT,
	KEY_LOG_SIZE = LOGS ? OPTION_LONG + 3 : OPTION_ABSENT,
	KEY_LOG_KEEP = LOGS ? OPTION_LONG + 4 : OPTION_ABSENT,
	KEY_HEALTHY = RESTARTS ? OPTION_LONG + 5 : OPTION_ABSENT,
	KEY_READY_TIMEOUT = RESTARTS ? OPTION_LONG + 6 : OPTION_ABSENT,
	KEY_STDIN = OPTION_LONG + 16,
	KEY_RM,
	KEY_STOP_SIGNAL,
	KEY_STAMP = LOGS ? OPTION_LONG + 19 : OPTION_ABSENT,
	KEY_LOG_RAW = LOGS ? OPTION_LONG + 20 : OPTION_ABSENT,
	KEY_BACKOFF = RESTARTS ? OPTION_LONG + 21 : OPTION_ABSENT,
	KEY_MAX = RESTARTS ? OPTION_LONG + 22 : OPTION_ABSENT,
	KEY_OK = RESTARTS ? OPTION_LONG + 23 : OPTION_ABSENT,
	KEY_READY = RESTARTS ? OPTION_LONG + 24 : OPTION_ABSENT,
	KEY_RESTART = RESTARTS ? OPTION_LONG + 25 : OPTION_ABSENT,
	KEY_LOG_FULL = LOGS ? OPTION_LONG + 26 : OPTION_ABSENT,
};

const struct applet_option job_options[] = {
	OPT('n', "name", "NAME", "name the job (COMMAND's base name, or that with -2 ...)"),
	OPT('d', "detach", NULL,
	    "return once COMMAND is executed (--ready: once\n"
	    "it is ready), and print NAME"),
	OPT('F', "foreground", NULL, "stay in the foreground, as under tini or systemd"),
	OPT('o', "oknodo", NULL, "exit with 0 if NAME is already running"),
	OPT('T', "no-pty", NULL, "use a pipe, not a terminal; stdin is /dev/null"),
	OPT(KEY_STDIN, "stdin", NULL, "with -T: stdin is a pipe for hold send"),
	OPT(KEY_SIZE, "size", "COLSxROWS", "size while no client is attached (80x24)"),
	OPT(KEY_RING, "ring", "SIZE", "history in memory (64K; 4K to 16M)"),
	OPT(LOG, "log", "[=FILE]", "append output to FILE (DIR/NAME/log)"),
	OPT(KEY_LOG_SIZE, "log-size", "SIZE", "rotate the log at this size (10M; 0: never)"),
	OPT(KEY_LOG_KEEP, "log-keep", "N", "keep this many old logs (3)"),
	OPT(KEY_STAMP, "stamp", NULL, "log the time before each line"),
	OPT(KEY_LOG_RAW, "log-raw", NULL, "keep escape sequences and \\r in the log"),
	OPT(KEY_LOG_FULL, "log-full", "drop|block",
	    "if the disk is full, count and lose output,\n"
	    "or hold the job back (drop)"),
	OPT(KEY_RESTART, "restart", "never|on-failure|always",
	    "start COMMAND again when it ends (never)"),
	OPT(KEY_BACKOFF, "backoff", "START:CAP:FACTOR",
	    "delay before restarts (0.1s:60s:2, +-10 %)"),
	OPT(KEY_HEALTHY, "healthy", "T", "a run this long resets the delay (10s)"),
	OPT(KEY_MAX, "max", "N/T", "give up after more than N starts in T"),
	OPT(KEY_OK, "ok", "N,SIG,...", "statuses other than 0 that are not failures"),
	OPT(KEY_STOP_SIGNAL, "stop-signal", "SIG", "signal that hold stop sends (TERM)"),
	OPT(KEY_STOP_TIMEOUT, "stop-timeout", "T", "time until KILL (10s)"),
	OPT(KEY_READY, "ready", "fd:N|notify|text:STRING",
	    "COMMAND is ready when it writes a\n"
	    "newline to N, says so as in sd_notify(3),\nor prints STRING"),
	OPT(KEY_READY_TIMEOUT, "ready-timeout", "T", "time until then (60s)"),
	OPT(KEY_RM, "rm", NULL, "remove the record when the job ends"),
	{ .key = 0 },
};

/* Where an option's number goes, and what it may be; maximum -1: any size, 0: it is a time. */
static const struct value {
	unsigned short offset;
	int minimum, maximum;
} values[] = {
	{ offsetof(struct job, ring), 4096, 16 << 20 },
	{ offsetof(struct job, stop_timeout), 0, 0 },
	{ offsetof(struct job, log.size), 0, -1 },
	{ offsetof(struct job, log.keep), 0, 1000 },
	{ offsetof(struct job, healthy), 0, 0 },
	{ offsetof(struct job, ready_timeout), 0, 0 },
};

void option_reject(int key, const char *text, const char *form)
{
	usage_error("invalid --%s: %pq: must be %s", long_name_of(key), text, form);
}

long long option_milliseconds(int key, const char *text)
{
	struct timespec time;

	if (!duration_parse(text, &time))
		option_reject(key, text, "a number, which may end in s, m, h or d");
	if (time.tv_sec > LLONG_MAX / 4000)
		return LLONG_MAX / 4;
	return time.tv_sec * 1000LL + (time.tv_nsec + 999999) / 1000000;
}

long long option_size(int key, const char *text)
{
	static const char suffixes[] = "KMG";
	size_t length = span_before(text, suffixes);
	int shift = text[length] ? 10 * (int)(strchr(suffixes, text[length]) - suffixes + 1) : 0;
	char digits[20];
	long long value;

	if ((shift && text[length + 1]) ||
	    !format_text(digits, sizeof(digits), "%.*s", (int)length, text) ||
	    number_parse(digits, 0, LLONG_MAX >> shift, &value) != NUMBER_OK)
		option_reject(key, text, "a number, which may end in K, M or G");
	return value << shift;
}

const char *option_text(const char *text)
{
	size_t length = text_begins(text, "text:", 5) ? strlen(text + 5) : 0;

	return length && length <= MATCH_LIMIT ? text + 5 : NULL;
}

int option_signal(const char *text)
{
	char hint[NEAR_HINT_SIZE];
	int number = signal_parse(text);

	if (number < 1)
		usage_error("%pq: invalid signal%s", text, signal_hint(hint, text));
	return number;
}

int word_index(const char *words, const char *word)
{
	for (int index = 0; *words; index++) {
		if (!strcmp(words, word))
			return index;
		words += strlen(words) + 1;
	}
	return -1;
}

static void set_value(struct job *job, int key, const char *text)
{
	const struct value *row = &values[key - KEY_RING];
	long long *value = (long long *)(void *)((char *)job + row->offset);

	*value = row->maximum ? option_size(key, text) : option_milliseconds(key, text);
	if (row->maximum > 0 && (*value < row->minimum || *value > row->maximum))
		usage_error("invalid --%s: %pq: must be from %d to %d", long_name_of(key), text,
			    row->minimum, row->maximum);
}

/* COLSxROWS: cuts the text into two for the time being. */
static bool set_size(struct job *job, char *text)
{
	char *cross = strchr(text, 'x');
	bool good = cross != NULL;

	if (good) {
		*cross = '\0';
		good = number_parse(text, 1, USHRT_MAX, &job->columns) == NUMBER_OK &&
		       number_parse(cross + 1, 1, USHRT_MAX, &job->rows) == NUMBER_OK;
		*cross = 'x';
	}
	return good;
}

/* A list of statuses from 0 to 255 and of signals. */
static bool set_ok(struct job *job, const char *text)
{
	for (;;) {
		size_t length = span_before(text, ",");
		char word[16];
		long long status;
		int number;

		if (!format_text(word, sizeof(word), "%.*s", (int)length, text))
			return false;
		if (number_parse(word, 0, UCHAR_MAX, &status) == NUMBER_OK)
			job->ok[(unsigned)status / 8] |= 1 << (unsigned)status % 8;
		else if (*word > '9' && (number = signal_parse(word)) > 0)
			job->ok_signals |= 1ULL << (number - 1);
		else
			return false;
		if (!text[length])
			return true;
		text += length + 1;
	}
}

static bool set_ready(struct job *job, const char *text)
{
	job->ready_text = option_text(text);
	if (!strcmp(text, "notify"))
		job->ready = READY_NOTIFY;
	else if (job->ready_text)
		job->ready = READY_TEXT;
	else
		job->ready = READY_DESCRIPTOR;
	return job->ready != READY_DESCRIPTOR ||
	       (text_begins(text, "fd:", 3) &&
		number_parse(text + 3, 3, UCHAR_MAX, &job->ready_descriptor) == NUMBER_OK);
}

static void set_option(struct job *job, int key, char *text)
{
	const char *form = NULL; /* what the value should have been */

	job->detach |= key == 'd';
	job->foreground |= key == 'F';
	job->exists_ok |= key == 'o';
	job->piped |= key == 'T';
	job->input |= key == KEY_STDIN;
	job->remove |= key == KEY_RM;
	job->log.stamp |= key == KEY_STAMP;
	job->log.raw |= key == KEY_LOG_RAW;
	if (key == 'n') {
		job->name = text;
	} else if (key == LOG) {
		job->logs = true;
		job->log.path = text;
	} else if (key == KEY_SIZE) {
		form = set_size(job, text) ? NULL : "COLSxROWS, each at least 1";
	} else if (RESTARTS && key == KEY_OK) {
		form = set_ok(job, text) ? NULL : "statuses up to 255 and signals";
	} else if (RESTARTS && key == KEY_READY) {
		form = set_ready(job, text) ? NULL : "fd:N from 3 on, notify or text:STRING";
	} else if (RESTARTS && key == KEY_BACKOFF) {
		form = backoff_parse(text, &job->backoff) ? NULL :
		       "START:CAP:FACTOR, CAP at least START and FACTOR at least 1";
	} else if (RESTARTS && key == KEY_MAX) {
		form = backoff_limit_parse(text, &job->limit) ? NULL :
		       "N/T, N from 1 to 63 and T not 0";
	} else if (RESTARTS && key == KEY_RESTART) {
		job->restart = word_index("never\0on-failure\0always\0", text);
		form = job->restart >= 0 ? NULL : "never, on-failure or always";
	} else if (LOGS && key == KEY_LOG_FULL) {
		job->log.block = word_index("drop\0block\0", text);
		form = job->log.block >= 0 ? NULL : "drop or block";
	} else if (key == KEY_STOP_SIGNAL) {
		job->stop_signal = option_signal(text);
	} else if (key >= KEY_RING && key <= OPTION_LONG + 6) {
		set_value(job, key, text);
	}
	if (form)
		option_reject(key, text, form);
}

void job_parse(struct job *job, char **argv)
{
	struct options parsed = options_of(argv);
	int key;

	*job = (struct job){
		.ring = 64 << 10,
		.log = { .size = 10 << 20, .keep = 3 },
		.backoff = { .start = 100000, .cap = 60000000, .factor = 2000 },
		.healthy = 10000,
		.stop_timeout = 10000,
		.ready_timeout = 60000,
	};
	while ((key = option_next(&parsed)))
		set_option(job, key, (char *)parsed.argument);
	if (job->piped && job->columns)
		usage_error("--no-pty and --size are mutually exclusive");
	if (job->input && !job->piped)
		usage_error("--stdin can only be used with --no-pty");
	if (job->detach && job->foreground)
		usage_error("-d and -F are mutually exclusive");
	job->log.pty = !job->piped;
	job->command = argv + parsed.index;
	job->words = argv + 1;
	job->word_count = parsed.index - 1;
	if (job->word_count && !strcmp(job->command[-1], "--"))
		job->word_count--;
}

bool job_failed(const struct job *job, int status)
{
	if (WIFSIGNALED(status))
		return !(job->ok_signals >> (WTERMSIG(status) - 1) & 1);
	return WEXITSTATUS(status) &&
	       !(job->ok[WEXITSTATUS(status) / 8] >> WEXITSTATUS(status) % 8 & 1);
}
