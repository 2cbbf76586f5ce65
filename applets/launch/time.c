/* time - run a command and report the resources it used
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/time.html
 * GNU time 1.9 https://www.gnu.org/software/time/
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "file/descriptor.h"
#include "launch/exec.h"
#include "signal/child.h"
#include "signal/mask.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/format.h"
#include "text/json.h"
#include "text/quote.h"
#include "text/variable.h"

enum {
	FAILURE = 125,
	JSON = CONFIG_FEATURE_TIME_JSON ? OPTION_LONG : OPTION_ABSENT,
	MILLION = 1000000,
};

static const struct applet_option options[] = {
	OPT('a', "append", NULL, "with -o, append to FILE"),
	OPT('f', "format", "FORMAT", "use FORMAT; %e and others stand for the measurements,\n"
				     "see time(1)"),
	OPT('o', "output", "FILE", "write to FILE instead of standard error"),
	OPT('p', "portability", NULL, "print real, user and system time in the format of POSIX"),
	OPT('q', "quiet", NULL, "do not report a failure or the signal that ended COMMAND"),
	OPT('v', "verbose", NULL, "print all measurements, one a line"),
	OPT(JSON, "json", NULL, "print all measurements as a JSON object"),
	{ .key = 0 },
};

static const char usual[] = "%Uuser %Ssystem %Eelapsed %PCPU (%Xavgtext+%Davgdata %Mmaxresident)k\n"
			    "%Iinputs+%Ooutputs (%Fmajor+%Rminor)pagefaults %Wswaps";
static const char portable[] = "real %e\nuser %U\nsys %S";
static const char verbose[] = "\tCommand being timed: \"%C\"\n"
			      "\tUser time (seconds): %U\n"
			      "\tSystem time (seconds): %S\n"
			      "\tPercent of CPU this job got: %P\n"
			      "\tElapsed (wall clock) time (h:mm:ss or m:ss): %E\n"
			      "\tAverage shared text size (kbytes): %X\n"
			      "\tAverage unshared data size (kbytes): %D\n"
			      "\tAverage stack size (kbytes): %p\n"
			      "\tAverage total size (kbytes): %K\n"
			      "\tMaximum resident set size (kbytes): %M\n"
			      "\tAverage resident set size (kbytes): %t\n"
			      "\tMajor (requiring I/O) page faults: %F\n"
			      "\tMinor (reclaiming a frame) page faults: %R\n"
			      "\tVoluntary context switches: %w\n"
			      "\tInvoluntary context switches: %c\n"
			      "\tSwaps: %W\n"
			      "\tFile system inputs: %I\n"
			      "\tFile system outputs: %O\n"
			      "\tSocket messages sent: %s\n"
			      "\tSocket messages received: %r\n"
			      "\tSignals delivered: %k\n"
			      "\tPage size (bytes): %Z\n"
			      "\tExit status: %x";
/* Follows the members that are escaped or computed; omits what Linux does not measure. */
static const char json[] = ",\"elapsed_seconds\":%e,\"user_seconds\":%U,\"system_seconds\":%S,"
			   "\"max_rss_kb\":%M,\"major_faults\":%F,\"minor_faults\":%R,"
			   "\"voluntary_switches\":%w,\"involuntary_switches\":%c,"
			   "\"fs_inputs\":%I,\"fs_outputs\":%O,\"page_size\":%Z}";

struct plan {
	const char *format;
	const char *file; /* NULL: standard error */
	bool append;
	bool quiet;
	bool verbose;
	bool json;
};

typedef unsigned long long microseconds;

struct result {
	char **command;
	struct rusage usage;
	microseconds elapsed;
	int status;   /* in the form of wait(2) */
	int decimals; /* of seconds: 2, or 6 */
	bool verbose; /* the format is that of -v */
};

static microseconds in_microseconds(const struct timeval *time)
{
	return (microseconds)time->tv_sec * MILLION + time->tv_usec;
}

static microseconds now(void)
{
	struct timespec time = clock_now(CLOCK_MONOTONIC);

	return (microseconds)time.tv_sec * MILLION + time.tv_nsec / 1000;
}

static void output_seconds(struct output *output, microseconds time, int decimals)
{
	unsigned fraction = time % MILLION;

	output_format(output, "%llu.", time / MILLION);
	output_digits(output, decimals == 2 ? fraction / 10000 : fraction, decimals);
}

/* 1:02:03, or 2:03.45 */
static void output_clock(struct output *output, microseconds time)
{
	microseconds minutes = time / MILLION / 60;
	unsigned seconds = time / MILLION % 60;

	if (minutes >= 60) {
		output_format(output, "%llu:", minutes / 60);
		output_digits(output, minutes % 60, 2);
	} else {
		output_format(output, "%llu", minutes);
	}
	output_char(output, ':');
	output_digits(output, seconds, 2);
	if (minutes < 60) {
		output_char(output, '.');
		output_digits(output, time % MILLION / 10000, 2);
	}
}

/* Of one processor: more than 100 for a command that keeps several of them busy. */
static microseconds percentage(const struct result *result)
{
	microseconds used = in_microseconds(&result->usage.ru_utime) +
			    in_microseconds(&result->usage.ru_stime);

	return result->elapsed ? used * 100 / result->elapsed : 0;
}

/* Programs that read a format of their own get the words unchanged; terminals and people do not. */
static void output_command(struct output *output, const struct result *result)
{
	bool raw = !result->verbose && !isatty(output->descriptor);

	for (char **word = result->command; *word; word++) {
		(raw ? output_text : output_bare)(output, *word);
		if (word[1])
			output_char(output, ' ');
	}
}

/* The counters of struct rusage; their letters are in the same order. */
static bool output_count(struct output *output, const struct rusage *usage, int letter)
{
	static const char letters[] = "MXDpRFWIOsrkwc";
	const char *found = strchr(letters, letter);
	long count;

	if (!found)
		return false;
	memcpy(&count, (const char *)usage + offsetof(struct rusage, ru_maxrss) +
			       (found - letters) * sizeof(count), sizeof(count));
	output_format(output, "%ld", count);
	return true;
}

/* An unknown sequence is marked with a question mark; letter is 0 at the end of the format. */
static void output_unknown(struct output *output, const char *mark, int letter)
{
	output_text(output, mark);
	if (letter)
		output_char(output, (char)letter);
}

static void output_directive(struct output *output, const struct result *result, int letter)
{
	const struct rusage *usage = &result->usage;

	if (letter == 'C')
		output_command(output, result);
	else if (letter == 'E')
		output_clock(output, result->elapsed);
	else if (letter == 'e')
		output_seconds(output, result->elapsed, result->decimals);
	else if (letter == 'U')
		output_seconds(output, in_microseconds(&usage->ru_utime), result->decimals);
	else if (letter == 'S')
		output_seconds(output, in_microseconds(&usage->ru_stime), result->decimals);
	else if (letter == 'P')
		output_format(output, "%llu%%", percentage(result));
	else if (letter == 'Z')
		output_format(output, "%lu", getauxval(AT_PAGESZ));
	else if (letter == 'x')
		output_format(output, "%d", WEXITSTATUS(result->status));
	else if (letter == 'K' || letter == 't') /* averages, which Linux does not measure */
		output_char(output, '0');
	else if (letter == '%')
		output_char(output, '%');
	else if (!letter || !output_count(output, usage, letter))
		output_unknown(output, "?", letter);
}

static void output_escape(struct output *output, int letter)
{
	if (letter == 't')
		output_char(output, '\t');
	else if (letter == 'n')
		output_char(output, '\n');
	else if (letter == '\\')
		output_char(output, '\\');
	else
		output_unknown(output, "?\\", letter);
}

static void output_result(struct output *output, const struct result *result, const char *format)
{
	while (*format) {
		char kind = *format++;

		if (kind == '%')
			output_directive(output, result, *format);
		else if (kind == '\\')
			output_escape(output, *format);
		else
			output_char(output, kind);
		if (*format && (kind == '%' || kind == '\\'))
			format++;
	}
}

static int exit_status(const struct result *result)
{
	int status = result->status;

	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void output_json(struct output *output, struct result *result)
{
	result->decimals = 6;
	for (char **word = result->command; *word; word++) {
		output_text(output, word == result->command ? "{\"command\":[" : ",");
		output_json_string(output, *word);
	}
	output_format(output, "],\"exit_status\":%d,\"signal\":%d,\"cpu_percent\":%llu",
		      exit_status(result), WTERMSIG(result->status), percentage(result));
	output_result(output, result, json);
}

/* How the command ended, if not with status 0. */
static void output_ending(struct output *output, int status)
{
	if (WIFSIGNALED(status))
		output_format(output, "Command terminated by signal %d\n", WTERMSIG(status));
	else if (WEXITSTATUS(status))
		output_format(output, "Command exited with non-zero status %d\n",
			      WEXITSTATUS(status));
}

static bool print_result(const struct plan *plan, struct result *result, int descriptor)
{
	struct output output;
	char buffer[2048];

	error_start(&output, buffer, sizeof(buffer));
	output.descriptor = descriptor;
	if (CONFIG_FEATURE_TIME_JSON && plan->json) {
		output_json(&output, result);
	} else {
		if (!plan->quiet)
			output_ending(&output, result->status);
		output_result(&output, result, plan->format);
	}
	output_char(&output, '\n');
	return error_flush(&output);
}

static int open_file(const struct plan *plan)
{
	int descriptor = error_descriptor;

	if (plan->file)
		descriptor = open_above(plan->file,
					O_WRONLY | O_CREAT | (plan->append ? O_APPEND : O_TRUNC),
					0666);
	if (descriptor < 0)
		applet_fail("%pn: %m", plan->file);
	return descriptor;
}

/* Signals from the keyboard are meant for the command, which gets them as they were. */
static const unsigned char keyboard[] = { SIGINT, SIGQUIT };

static void ignore_keyboard(bool ignored[sizeof(keyboard)])
{
	for (size_t i = 0; i < sizeof(keyboard); i++)
		ignored[i] = disposition_replace(keyboard[i], true);
}

static void restore_keyboard(const bool ignored[sizeof(keyboard)])
{
	for (size_t i = 0; i < sizeof(keyboard); i++)
		disposition_set(keyboard[i], ignored[i]);
}

static void run_command(struct result *result)
{
	bool children_ignored = child_signal_reset(), ignored[sizeof(keyboard)];
	microseconds start;
	pid_t child;

	ignore_keyboard(ignored);
	start = now();
	child = vfork();
	if (child < 0)
		applet_fail("cannot fork: %m");
	if (child == 0) {
		int status;

		restore_keyboard(ignored);
		child_signal_restore(children_ignored);
		status = exec_command(result->command);
		error("cannot run %pn: %m", result->command[0]);
		_exit(status);
	}
	if (child_wait(child, &result->status, 0, &result->usage) < 0)
		applet_fail("error waiting for child process: %m");
	result->elapsed = now() - start;
	restore_keyboard(ignored);
}

static void take_option(struct plan *plan, int key, const char *argument)
{
	if (key == 'a')
		plan->append = true;
	else if (key == 'f')
		plan->format = argument;
	else if (key == 'o')
		plan->file = argument;
	else if (key == 'p')
		plan->format = portable;
	else if (key == 'q')
		plan->quiet = true;
	else if (key == 'v')
		plan->verbose = true;
	else if (CONFIG_FEATURE_TIME_JSON)
		plan->json = true;
}

static int time_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct plan plan = { .format = variable_value("TIME") };
	struct result result = { .decimals = 2 };
	int key, descriptor;

	while ((key = option_next(&parsed)))
		take_option(&plan, key, parsed.argument);
	if (parsed.index == argc)
		usage_error("missing program to run");
	result.verbose = plan.verbose;
	if (plan.verbose)
		plan.format = verbose;
	else if (!plan.format)
		plan.format = usual;
	/* POSIX: only the three lines */
	plan.quiet |= plan.format == portable;
	result.command = argv + parsed.index;
	descriptor = open_file(&plan);
	run_command(&result);
	if (print_result(&plan, &result, descriptor))
		return exit_status(&result);
	error("write error: %m");
	return exit_status(&result) ? exit_status(&result) : FAILURE;
}

APPLET(time) = {
	.name = "time",
	.main = time_main,
	.synopsis = "[OPTION]... COMMAND [ARG]...",
	.summary = "Run COMMAND, then report the time and resources that it used.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_SHORT_HELP,
};
