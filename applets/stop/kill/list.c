/* list.c - the names of signals (-l), and how a process treats its signals (-d). */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "applet/failure.h"
#include "list.h"
#include "plan.h"
#include "proc/procfs.h"
#include "proc/status.h"
#include "signal/list.h"
#include "signal/signals.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

/* Translates one signal: a number to its name, a name to its number, a mask to names. */
static bool print_signal(struct output *output, const char *text)
{
	char buffer[SIGNAL_NAME_SIZE], *end;
	bool is_number = *text >= '0' && *text <= '9';
	long long status;
	int number;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		unsigned long long mask = strtoull(text, &end, 16);

		if (*end || !text[2])
			return false;
		signal_list_mask(output, mask);
		return true;
	}
	/* exit statuses are a shell's, 128 + N; GNU takes the lowest bits of any number */
	if (is_number && number_parse(text, 0, 128 + SIGNAL_RTMAX, &status) != NUMBER_OK)
		return false;
	number = signal_parse_status(text);
	if (number < 0)
		return false;
	if (is_number)
		output_format(output, "%s\n", signal_name(number, buffer));
	else
		output_format(output, "%d\n", number);
	return true;
}

int print_signals(struct output *output, const char *first, char **rest)
{
	int status = 0;

	if (!first && !*rest)
		signal_list_names(output, isatty(1));
	for (; first || *rest; first = NULL) {
		const char *text = first ? first : *rest++;

		if (!print_signal(output, text)) {
			error("unknown signal %pq", text);
			status = FAILURE;
		}
	}
	return output_finish(output) ? FAILURE : status;
}

/* The mask of signals in that line of the process's status. */
static unsigned long long signal_mask(struct process *process, const char *key)
{
	const char *line = process_status_line(process, key);

	return line ? strtoull(line, NULL, 16) : 0;
}

bool has_handler(struct process *process, int signal)
{
	return signal && signal_mask(process, "SigCgt") >> (signal - 1) & 1;
}

int print_signal_state(struct output *output, const char *pid)
{
	static const char *const keys[][2] = {
		{ "SigPnd", "Pending (thread): " }, { "ShdPnd", "Pending (process): " },
		{ "SigBlk", "Blocked: " },	    { "SigIgn", "Ignored: " },
		{ "SigCgt", "Caught: " },
	};
	struct process process = { .from = 0 };
	long long number;

	if (number_parse(pid, 1, INT_MAX, &number) != NUMBER_OK)
		fail(FAILURE, "invalid process ID: %pq", pid);
	process_start(&process, procfs_open(FAILURE), (pid_t)number);
	if (!process_status(&process))
		fail(FAILURE, "cannot read the state of process %pq: %m", pid);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		unsigned long long mask = signal_mask(&process, keys[i][0]);

		if (mask) {
			output_text(output, keys[i][1]);
			signal_list_mask(output, mask);
		}
	}
	return output_finish(output);
}
