/* list.c - the names of signals (-l), and how a process treats its signals (-d). */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "list.h"
#include "plan.h"
#include "proc/status.h"
#include "signal/list.h"
#include "signal/signals.h"
#include "text/byte.h"
#include "text/error.h"
#include "text/format.h"
#include "text/lines.h"
#include "text/number.h"

/* Translates a mask of /proc to names, one a line. */
static bool print_mask(struct output *output, const char *digits)
{
	if (!*digits || digits[span_of(digits, "0123456789abcdefABCDEF")])
		return false;
	digits += span_of(digits, "0");
	if (strlen(digits) > 2 * sizeof(long long))
		return false;
	signal_list_mask(output, line_number(&digits, 16), '\n');
	return true;
}

/* Translates a number, or an exit status of a shell: 128 + N. */
static bool print_name(struct output *output, const char *text)
{
	char buffer[SIGNAL_NAME_SIZE];
	long long status;
	const char *name;

	/* GNU takes the lowest bits of any number */
	if (number_parse(text, 0, 128 + SIGNAL_RTMAX, &status) != NUMBER_OK)
		return false;
	status -= status >= 128 && status > SIGNAL_RTMAX ? 128 : 0;
	if (status > SIGNAL_RTMAX)
		return false;
	name = signal_name((int)status, buffer);
	if (name)
		output_format(output, "%s\n", name);
	else /* reserved by libc */
		output_format(output, "%lld\n", status);
	return true;
}

/* Translates one signal: a number to its name, a name to its number, a mask to names. */
static bool print_signal(struct output *output, const char *text)
{
	int number;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
		return print_mask(output, text + 2);
	if (*text >= '0' && *text <= '9')
		return print_name(output, text);
	number = signal_parse(text);
	if (number < 0)
		return false;
	output_format(output, "%d\n", number);
	return true;
}

int print_signals(struct output *output, const char *first, char **rest)
{
	char hint[NEAR_HINT_SIZE];
	int status = 0;

	if (*rest && !strcmp(*rest, "--"))
		rest++;
	if (!first && !*rest)
		signal_list_names(output, isatty(1));
	for (; first || *rest; first = NULL) {
		const char *text = first ? first : *rest++;

		if (!print_signal(output, text)) {
			error("unknown signal %pn%s", text, signal_hint(hint, text));
			status = FAILURE;
		}
	}
	return output_finish(output) ? FAILURE : status;
}

/* The mask of signals in that line of the process's status. */
static unsigned long long signal_mask(struct process *process, const char *key)
{
	const char *line = process_status_line(process, key);

	return line ? line_number(&line, 16) : 0;
}

bool has_handler(struct process *process, int signal)
{
	return signal && signal_mask(process, "SigCgt") >> (signal - 1) & 1;
}

int print_signal_state(struct plan *plan, const char *pid)
{
	static const char *const keys[][2] = {
		{ "SigPnd", "Pending (thread): " }, { "ShdPnd", "Pending (process): " },
		{ "SigBlk", "Blocked: " },	    { "SigIgn", "Ignored: " },
		{ "SigCgt", "Caught: " },
	};
	struct output *output = &plan->output;
	struct process process = { .from = 0 };
	pid_t number = argument_pid(pid, 1);

	process_start(&process, open_proc(plan), number);
	if (!process_status(&process)) {
		errno = errno == ENOENT ? ESRCH : errno;
		applet_fail("cannot read the state of process %pq: %m", pid);
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		unsigned long long mask = signal_mask(&process, keys[i][0]);

		if (mask) {
			output_text(output, keys[i][1]);
			signal_list_mask(output, mask, ' ');
		}
	}
	return output_finish(output);
}
