/* choom - show or change how likely the kernel is to kill a process when memory runs out
 * util-linux 2.38 https://man7.org/linux/man-pages/man1/choom.1.html
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "applet/argument.h"
#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "proc/procfs.h"
#include "text/format.h"
#include "text/number.h"

enum { NEVER = -1000, ALWAYS = 1000 };

static const char adjustment_file[] = "oom_score_adj";

static const struct applet_option options[] = {
	OPT('n', "adjust", "N", "set the adjustment to N, from -1000 (never killed)\n"
				"to 1000 (killed first)"),
	OPT('p', "pid", "PID", "the process to show or change"),
	{ .key = 0 },
};

/* One descriptor for all files, so that they all belong to the same process. */
static int open_process(pid_t pid)
{
	char path[24];

	format_text(path, sizeof(path), "/proc/%d", (int)pid);
	return open_above(path, O_PATH | O_DIRECTORY, 0);
}

static void close_keeping_reason(int descriptor)
{
	int reason = errno;

	close(descriptor);
	errno = reason;
}

static int read_value(int process, const char *file, const char *what)
{
	int descriptor = process < 0 ? -1 : file_open(process, file, O_RDONLY | O_CLOEXEC, 0);
	ssize_t length = -1;
	long long value;
	char text[24];

	if (descriptor >= 0) {
		length = read(descriptor, text, sizeof(text) - 1);
		close_keeping_reason(descriptor);
	}
	if (length >= 0) {
		text[length] = '\0';
		*strchrnul(text, '\n') = '\0';
		errno = EINVAL;
		if (number_parse(text, INT_MIN, INT_MAX, &value) == NUMBER_OK)
			return value;
	}
	applet_fail("failed to read %s value: %m", what);
}

static int read_adjustment(int process)
{
	return read_value(process, adjustment_file, "OOM score adjust");
}

static void write_adjustment(int process, int value)
{
	int descriptor =
		process < 0 ? -1 : file_open(process, adjustment_file, O_WRONLY | O_CLOEXEC, 0);
	bool written = false;
	char text[8];
	struct output output;

	if (descriptor >= 0) {
		output_start(&output, descriptor, text, sizeof(text));
		output_format(&output, "%d", value);
		written = output_flush(&output);
		close_keeping_reason(descriptor);
	}
	if (!written)
		applet_fail("failed to set score adjust value: %m");
}

static int show_process(pid_t pid)
{
	int process = open_process(pid);
	struct output output;
	char buffer[128];

	output_start(&output, 1, buffer, sizeof(buffer));
	output_format(&output, "pid %d's current OOM score: %d\n", (int)pid,
		      read_value(process, "oom_score", "OOM score"));
	output_format(&output, "pid %d's current OOM score adjust value: %d\n", (int)pid,
		      read_adjustment(process));
	return output_finish(&output);
}

static int change_process(pid_t pid, int adjustment)
{
	struct output output;
	char buffer[128];
	int process, old;

	close(procfs_open_own(failure_status()));
	process = open_process(pid);
	old = read_adjustment(process);
	write_adjustment(process, adjustment);
	output_start(&output, 1, buffer, sizeof(buffer));
	output_format(&output, "pid %d's OOM score adjust value changed from %d to %d\n", (int)pid,
		      old, adjustment);
	return output_finish(&output);
}

static int choom_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	bool changing = false;
	int key, adjustment = 0;
	pid_t pid = 0;

	while ((key = option_next(&parsed))) {
		if (key == 'p') {
			pid = argument_pid(parsed.argument, 1);
		} else {
			adjustment = argument_number(parsed.argument, "adjust", NEVER, ALWAYS);
			changing = true;
		}
	}
	argv += parsed.index;
	if (pid && parsed.index < argc)
		usage_error("invalid argument: %pn", argv[0]);
	if (pid)
		return changing ? change_process(pid, adjustment) : show_process(pid);
	if (parsed.index == argc)
		usage_error("no PID or COMMAND specified");
	if (!changing)
		usage_error("no OOM score adjust value specified");
	write_adjustment(open_process(getpid()), adjustment);
	return exec_or_complain(argv);
}

APPLET(choom) = {
	.name = "choom",
	.main = choom_main,
	.synopsis = "-p PID\n-n N -p PID\n-n N COMMAND [ARG]...",
	.summary =
		"Show or change how likely the kernel is to kill a process when memory runs out.",
	.options = options,
	.failure = 1,
	.flags = APPLET_LIKE_UTIL_LINUX | APPLET_EXECS,
};
