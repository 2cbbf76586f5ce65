/* sleep - wait for a while
 * POSIX.1-2024 https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sleep.html
 * GNU coreutils 9.x
 */
#include <errno.h>
#include <stddef.h>
#include <time.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/number.h"
#include "text/retry.h"

/* The sum of all operands. If any is malformed, reports all of those and does not return. */
static struct timespec add_operands(char **operands)
{
	struct timespec total = { 0 }, duration;
	const char *invalid = NULL;

	for (; *operands; operands++) {
		/* leading blanks are allowed, as by strtod: wc -l prints some on other systems */
		if (duration_parse(skip_blanks(*operands), &duration)) {
			total = duration_add(total, duration);
			continue;
		}
		if (invalid)
			error("invalid time interval %pq", invalid);
		invalid = *operands;
	}
	if (invalid)
		usage_error("invalid time interval %pq", invalid);
	return total;
}

static int sleep_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct timespec deadline;
	int left = RETRIES;

	while (option_next(&parsed))
		;
	if (argc == 1)
		usage_error("missing operand");
	deadline = duration_deadline(add_operands(argv + parsed.index));
	/* an absolute deadline: interruptions and stops neither shorten nor lengthen the wait */
	do
		errno = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL);
	while (retry_interrupted(&left));
	if (errno)
		applet_fail("cannot read realtime clock: %m");
	return 0;
}

APPLET(sleep) = {
	.name = "sleep",
	.main = sleep_main,
	.synopsis = "NUMBER[SUFFIX]...\nOPTION",
	.summary = "Wait for the sum of the NUMBERs, which may have decimals. SUFFIX is s for\n"
		   "seconds (the default), m for minutes, h for hours or d for days. \"infinity\"\n"
		   "never ends.",
	.failure = 1,
	.flags = APPLET_PERMUTE,
};
