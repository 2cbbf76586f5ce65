/* nice - run a command with another priority
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/nice.html
 * GNU coreutils 9.x
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "launch/exec.h"
#include "text/error.h"
#include "text/format.h"
#include "text/number.h"

/* WHOLE_RANGE: from one end, -20, to the other, 19; a larger change has no further effect. */
enum { USUAL_ADJUSTMENT = 10, WHOLE_RANGE = 39 };

static const struct applet_option options[] = {
	OPT('n', "adjustment", "N", "add integer N to the niceness (default 10)"),
	{ .key = 0 },
};

/* The options from before POSIX: -5 and -+5 add 5, --5 subtracts 5. */
static bool is_old_option(const char *text)
{
	if (!text || *text++ != '-')
		return false;
	if (*text == '-' || *text == '+')
		text++;
	return *text >= '0' && *text <= '9';
}

/* The last adjustment among the options, of any form, or NULL. */
static const char *read_options(struct options *parsed)
{
	const char *adjustment = NULL;

	for (;;) {
		const char *text = parsed->argv[parsed->index];

		if (is_old_option(text)) {
			adjustment = text + 1;
			parsed->index++;
		} else if (option_next(parsed)) {
			adjustment = parsed->argument;
		} else {
			return adjustment;
		}
	}
}

static int adjustment_value(const char *text)
{
	long long value = USUAL_ADJUSTMENT;

	/* strtol accepts blanks before the number; beyond the range its end is used */
	if (text && number_parse(skip_blanks(text), -WHOLE_RANGE, WHOLE_RANGE,
				 &value) == NUMBER_INVALID)
		applet_fail("invalid adjustment %pc", text);
	return value;
}

/* -1 is a valid niceness: only errno distinguishes it from a failure. */
static int current_niceness(void)
{
	int niceness;

	errno = 0;
	niceness = getpriority(PRIO_PROCESS, 0);
	if (niceness == -1 && errno)
		applet_fail("cannot get niceness: %m");
	return niceness;
}

static int print_niceness(void)
{
	struct output output;
	char buffer[16];

	output_start(&output, 1, buffer, sizeof(buffer));
	output_format(&output, "%d\n", current_niceness());
	return output_finish(&output);
}

/* POSIX: if the change is not permitted, the command still runs, after a message. */
static void change_niceness(int adjustment)
{
	bool forbidden, written;

	if (setpriority(PRIO_PROCESS, 0, current_niceness() + adjustment) == 0)
		return;
	forbidden = errno == EACCES || errno == EPERM;
	written = error("cannot set niceness: %m");
	if (!forbidden || !written)
		exit(failure_status());
}

static int nice_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	const char *text = read_options(&parsed);
	int adjustment = adjustment_value(text);
	int status;

	if (parsed.index == argc) {
		if (text)
			usage_error("a command must be given with an adjustment");
		return print_niceness();
	}
	argv += parsed.index;
	change_niceness(adjustment);
	status = exec_command(argv);
	return error("%pc: %m", argv[0]) ? status : failure_status();
}

APPLET(nice) = {
	.name = "nice",
	.main = nice_main,
	.synopsis = "[OPTION] [COMMAND [ARG]...]",
	.summary = "Run COMMAND with an adjusted niceness, or print the current niceness:\n"
		   "from -20 (most CPU time) to 19 (least).",
	.options = options,
	.failure = 125,
	.flags = APPLET_EXECS,
};
