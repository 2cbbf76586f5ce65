/* record.c - what is on disk of a job, and its form as JSON. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "file/descriptor.h"
#include "record.h"
#include "signal/signals.h"
#include "target/handle.h"
#include "target/target.h"
#include "text/byte.h"
#include "text/calendar.h"
#include "text/clock.h"
#include "text/format.h"
#include "text/json.h"
#include "text/quote.h"
#include "text/number.h"

enum kind {
	NUMBER,
	BOOLEAN,
	TIME,
	STATE,
	HANDLE,
	TEXT,
	/* in JSON only */
	STATUS,
	SIGNAL,
	WORDS,
	OF_ROW, /* a text of the row */
};

enum { IN_FILE = 64, IN_JSON = 128 };

/* The lines of the file and the members of the object, in this order. */
static const struct member {
	char name[11];
	unsigned char kind; /* with IN_FILE, IN_JSON */
	unsigned short offset;
} members[] = {
	{ "name", OF_ROW | IN_JSON, offsetof(struct row, name) },
	{ "state", STATE | IN_FILE | IN_JSON, offsetof(struct state, state) },
	{ "pid", NUMBER | IN_JSON, offsetof(struct state, pid) },
	{ "job", HANDLE | IN_FILE, offsetof(struct state, pid) },
	{ "handle", HANDLE | IN_JSON, offsetof(struct state, pid) },
	{ "monitor", NUMBER | IN_FILE | IN_JSON, offsetof(struct state, monitor) },
	{ "boot", TEXT | IN_FILE | IN_JSON, offsetof(struct state, boot) },
	{ "started", TIME | IN_FILE | IN_JSON, offsetof(struct state, started) },
	{ "ended", TIME | IN_FILE | IN_JSON, offsetof(struct state, ended) },
	{ "restarts", NUMBER | IN_FILE | IN_JSON, offsetof(struct state, restarts) },
	{ "next", TIME | IN_FILE, offsetof(struct state, next) },
	{ "next_start", TIME | IN_JSON, offsetof(struct state, next) },
	{ "status", STATUS | IN_FILE, offsetof(struct state, status) },
	{ "exit", STATUS | IN_JSON, offsetof(struct state, status) },
	{ "signal", SIGNAL | IN_JSON, offsetof(struct state, status) },
	{ "ready", BOOLEAN | IN_FILE | IN_JSON, offsetof(struct state, ready) },
	{ "pty", BOOLEAN | IN_FILE | IN_JSON, offsetof(struct state, pty) },
	{ "clients", NUMBER | IN_FILE | IN_JSON, offsetof(struct state, clients) },
	{ "left", NUMBER | IN_FILE | IN_JSON, offsetof(struct state, left) },
	{ "log", OF_ROW | IN_JSON, offsetof(struct row, log) },
	{ "dir", OF_ROW | IN_JSON, offsetof(struct row, place) },
	{ "cwd", OF_ROW | IN_JSON, offsetof(struct row, directory) },
	{ "command", WORDS | IN_JSON, 0 },
	{ "starttime", NUMBER | IN_FILE, offsetof(struct state, starttime) },
	{ "begun", NUMBER | IN_FILE, offsetof(struct state, begun) },
	{ "lost", NUMBER | IN_FILE, offsetof(struct state, lost) },
	{ "head", NUMBER | IN_FILE, offsetof(struct state, head) },
	{ "note", TEXT | IN_FILE, offsetof(struct state, note) },
};

enum { MEMBERS = sizeof(members) / sizeof(*members) };

static const char names[] = "starting\0running\0waiting\0stopping\0ended\0failed\0lost\0";

const char *state_name(long long state)
{
	const char *name = names;

	for (long long i = state < 0 || state > LOST ? LOST : state; i > 0; i--)
		name += strlen(name) + 1;
	return name;
}

int status_exit(long long status)
{
	if (status < 0)
		return FAILURE;
	return WIFSIGNALED((int)status) ? 128 + WTERMSIG((int)status) : WEXITSTATUS((int)status);
}

void state_clear(struct state *state)
{
	memset(state, -1, sizeof(*state));
	state->state = LOST;
	*state->boot = *state->note = '\0';
}

long long now_realtime(void)
{
	struct timespec now = clock_now(CLOCK_REALTIME);

	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

void state_format(const struct state *state, char buffer[STATE_SIZE + 1])
{
	struct output output;

	output_start(&output, OUTPUT_TEXT, buffer, STATE_SIZE + 1);
	output_text(&output, "format 1\n");
	for (const struct member *member = members; member < members + MEMBERS; member++) {
		const char *at = (const char *)state + member->offset;
		const long long *value = (const void *)at;

		enum kind kind = member->kind & ~(IN_FILE | IN_JSON);

		if (!(member->kind & IN_FILE))
			continue;
		output_format(&output, "%s ", member->name);
		if (kind == TEXT)
			output_printable(&output, *at ? at : "-", false);
		else if (*value < 0)
			output_char(&output, '-');
		else if (kind == STATE)
			output_text(&output, state_name(*value));
		else
			output_format(&output, "%lld", *value);
		if (kind == HANDLE && state->inode > 0)
			output_format(&output, ":%lld", state->inode);
		output_char(&output, '\n');
	}
	output_text(&output, "end\n");
	while (output.used < STATE_SIZE)
		output_char(&output, '\n');
	output_terminate(&output);
}

static void parse_value(struct state *state, const struct member *member, const char *text)
{
	char *at = (char *)state + member->offset;
	long long *value = (long long *)(void *)at;
	enum kind kind = member->kind & ~(IN_FILE | IN_JSON);
	struct handle handle;

	if (!strcmp(text, "-"))
		return;
	if (kind == TEXT) {
		format_text(at, at == state->boot ? sizeof(state->boot) : sizeof(state->note), "%s",
			    text);
	} else if (kind == STATE) {
		*value = word_index(names, text);
		if (*value < 0)
			*value = LOST;
	} else if (kind == HANDLE) {
		if (handle_parse(text, &handle)) {
			state->pid = handle.pid;
			state->inode = (long long)handle.inode;
		}
	} else if (number_parse(text, 0, LLONG_MAX, value) != NUMBER_OK) {
		*value = UNKNOWN;
	}
}

bool state_parse(struct state *state, const char *lines)
{
	char line[160];

	state_clear(state);
	while (*lines) {
		size_t length = span_before(lines, "\n");
		char *blank;

		format_text(line, sizeof(line), "%.*s", (int)length, lines);
		lines += length + (lines[length] != '\0');
		if (!strcmp(line, "end"))
			return true;
		blank = strchr(line, ' ');
		if (!blank)
			continue;
		*blank = '\0';
		for (const struct member *member = members; member < members + MEMBERS; member++) {
			if (member->kind & IN_FILE && !strcmp(member->name, line))
				parse_value(state, member, blank + 1);
		}
	}
	state_clear(state);
	return false;
}

/* Writes all of bytes to a file that is new, or is to be replaced. */
static bool write_file(int directory, const char *name, int flags, const char *bytes, size_t count)
{
	int file = file_open(directory, name,
			     O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | flags, 0600);
	bool good = file >= 0 && write_all(file, bytes, count, -1);

	close_keeping_errno(file);
	return good;
}

/* A new file takes the place of the old one; where there is no room, the old one is overwritten. */
static bool replace_file(int directory, const char *name, const char *bytes, size_t count)
{
	char new_name[16];

	format_text(new_name, sizeof(new_name), "%s.new", name);
	if (write_file(directory, new_name, O_TRUNC, bytes, count) &&
	    !renameat(directory, new_name, directory, name))
		return true;
	unlinkat(directory, new_name, 0);
	return write_file(directory, name, 0, bytes, count);
}

bool state_write(const struct state *state, int job_directory)
{
	char buffer[STATE_SIZE + 1];

	state_format(state, buffer);
	return replace_file(job_directory, "state", buffer, STATE_SIZE);
}

long long start_time(pid_t pid)
{
	struct process process = { .from = open_above("/proc", O_RDONLY | O_DIRECTORY, 0) };
	long long start = UNKNOWN;

	if (process.from < 0)
		return start;
	process_start(&process, process.from, pid);
	if (process_stat(&process))
		start = process.fields[STAT_START];
	text_free(&process.stat);
	close(process.from);
	return start;
}

bool state_process(const struct state *state, struct target *target)
{
	char boot[BOOT_ID_SIZE];
	long long inode = state->inode > 0 ? state->inode : 0;

	boot_id(boot);
	if (state->pid <= 0 || strcmp(boot, state->boot) != 0 ||
	    !target_of_pid(target, (pid_t)state->pid, inode))
		return false;
	/* what the number tells is told of the process that is held, unless that has ended */
	if ((inode || (*boot && state->starttime >= 0 &&
		       start_time((pid_t)state->pid) == state->starttime)) &&
	    target_state(target) != TARGET_ENDED)
		return true;
	target_drop(target);
	return false;
}

/* Reads a file of the job's, with a NUL after it. */
static bool read_file(int directory, const char *name, struct text *text)
{
	int file = file_open(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
	struct stat status;
	bool good = file >= 0 && !fstat(file, &status) && S_ISREG(status.st_mode) &&
		    text_read(text, file);

	close_keeping_errno(file);
	return good;
}

void state_read(struct state *state, int job_directory)
{
	struct text text = { .length = 0 };

	state_clear(state);
	if (read_file(job_directory, "state", &text))
		state_parse(state, text.bytes);
	text_free(&text);
}

static void add_word(struct text *text, const char *word)
{
	size_t size = strlen(word) + 1;

	memcpy(text_add(text, size), word, size);
}

bool words_write(int job_directory, const char *directory, const struct job *job)
{
	struct text text = { .length = 0 };
	bool good;

	add_word(&text, "1");
	add_word(&text, directory);
	add_word(&text, job->log.path ? job->log.path : "");
	for (int i = 0; i < job->word_count; i++)
		add_word(&text, job->words[i]);
	add_word(&text, "--");
	for (char **word = job->command; *word; word++)
		add_word(&text, *word);
	good = write_file(job_directory, "argv.new", O_TRUNC, text.bytes, text.length);
	text_free(&text);
	return good;
}

bool words_read(struct words *words, int job_directory, const char *file)
{
	size_t count = 0, at = 0;
	char **vector;

	*words = (struct words){ .directory = NULL };
	if (!read_file(job_directory, file, &words->text) || !words->text.length ||
	    words->text.bytes[words->text.length - 1])
		goto bad;
	for (size_t i = 0; i < words->text.length; i++)
		count += !words->text.bytes[i];
	/* after the text, which this may move */
	at = (words->text.length + sizeof(*vector)) / sizeof(*vector) * sizeof(*vector);
	text_reserve(&words->text, at + (count + 1) * sizeof(*vector));
	vector = (char **)(void *)(words->text.bytes + at);
	at = 0;
	for (size_t i = 0; i < count; i++) {
		vector[i] = words->text.bytes + at;
		at += strlen(vector[i]) + 1;
	}
	vector[count] = NULL;
	if (count < 5 || strcmp(vector[0], "1") != 0)
		goto bad;
	words->directory = vector[1];
	words->log = *vector[2] ? vector[2] : NULL;
	words->options = vector + 2;
	for (words->command = vector + 3; *words->command; words->command++) {
		if (!strcmp(*words->command, "--") && words->command[1]) {
			words->command++;
			return true;
		}
	}
bad:
	text_free(&words->text);
	return false;
}

static void output_text_or_null(struct output *output, const char *text)
{
	if (text && *text)
		output_json_string(output, text);
	else
		output_text(output, "null");
}

void output_time(struct output *output, long long time)
{
	output_calendar(output, time / 1000000000, "--T::");
	output_char(output, '.');
	output_digits(output, time / 1000000 % 1000, 3);
	output_char(output, 'Z');
}

static void output_number(struct output *output, const struct row *row, enum kind kind,
			  long long value)
{
	char buffer[SIGNAL_NAME_SIZE];
	const char *signal;

	if (value < 0 || (kind == STATUS && !WIFEXITED((int)value)) ||
	    (kind == SIGNAL && !WIFSIGNALED((int)value)) ||
	    (kind == HANDLE && row->state->inode <= 0)) {
		output_text(output, "null");
		return;
	}
	switch (kind) {
	case BOOLEAN:
		output_text(output, value ? "true" : "false");
		break;
	case TIME:
		output_char(output, '"');
		output_time(output, value);
		output_char(output, '"');
		break;
	case HANDLE:
		output_format(output, "\"%lld:%lld\"", value, row->state->inode);
		break;
	case SIGNAL:
		signal = signal_name(WTERMSIG((int)value), buffer);
		output_format(output, "\"%s\"", signal ? signal : "?");
		break;
	default:
		output_format(output, "%lld", kind == STATUS ? WEXITSTATUS((int)value) : value);
	}
}

static void output_command(struct output *output, char *const *command)
{
	char separator = '[';

	if (!command) {
		output_text(output, "null");
		return;
	}
	for (char *const *word = command; *word; word++) {
		output_char(output, separator);
		output_json_string(output, *word);
		separator = ',';
	}
	output_char(output, ']');
}

void output_json(struct output *output, const struct row *row)
{
	const char *separator = "{";

	for (const struct member *member = members; member < members + MEMBERS; member++) {
		const char *at = (const char *)row->state + member->offset;
		const long long *value = (const void *)at;

		enum kind kind = member->kind & ~(IN_FILE | IN_JSON);

		if (!(member->kind & IN_JSON))
			continue;
		output_format(output, "%s\"%s\":", separator, member->name);
		separator = ",";
		if (kind == OF_ROW)
			at = *(const char *const *)(const void *)((const char *)row +
								   member->offset);
		if (kind == OF_ROW || kind == TEXT) {
			output_text_or_null(output, at);
		} else if (kind == STATE) {
			output_json_string(output, state_name(*value));
		} else if (kind == WORDS) {
			output_command(output, row->command);
		} else {
			output_number(output, row, kind, *value);
		}
	}
	output_char(output, '}');
}
