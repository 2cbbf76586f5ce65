/* svlogd - write standard input to log directories, and rotate the files in them
 * runit 2.3 https://smarden.org/runit/svlogd.8.html
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "applet/options.h"
#include "applet/usage.h"
#include "line.h"
#include "log.h"
#include "processor.h"
#include "stamp.h"
#include "text/clock.h"
#include "text/error.h"
#include "text/number.h"
#include "text/retry.h"

enum { LENGTH = 1000, BUFFER = 1024, LARGEST = 1 << 28, SECOND = 1000 };

static const struct applet_option options[] = {
	OPT('t', NULL, NULL, "begin lines with a TAI64N time; -tt: UTC; -ttt: with a T"),
	OPT('r', NULL, "C", "replace each byte that is not printable with C"),
	OPT('R', NULL, "XYZ", "also replace these bytes, with C, or with '_' without -r"),
	OPT('l', NULL, "LEN", "match, send and alert only LEN bytes of a line (default: 1000)"),
	OPT('b', NULL, "SIZE", "keep lines up to this size whole (default: 1024)"),
	OPT('v', NULL, NULL, "report what is done"),
	OPT('V', NULL, NULL, "print the version and the usage, and exit with 111"),
	{ .key = 0 },
};

void warn_unable(const struct log *log, const char *what)
{
	error("warning: unable to %s: %pn: %m", what, log->name);
}

bool svlogd_wait(struct svlogd *svlogd, int milliseconds, bool input)
{
	struct pollfd polled[] = { { .fd = svlogd->arrival.descriptor, .events = POLLIN },
				   { .fd = 0, .events = POLLIN } };
	int number;

	if (poll(polled, 1 + input, milliseconds) <= 0)
		return false;
	while ((number = arrival_next(&svlogd->arrival))) {
		svlogd->child |= number == SIGCHLD;
		svlogd->alarm |= number == SIGALRM;
		svlogd->hangup |= number == SIGHUP;
		svlogd->terminate |= number == SIGTERM;
	}
	return polled[1].revents && !polled[0].revents;
}

void svlogd_pause(struct svlogd *svlogd, const struct log *log, const char *what, bool *reported)
{
	if (!*reported)
		error("pausing: unable to %s: %pn: %m", what, log->name);
	*reported = true;
	svlogd_wait(svlogd, SECOND, false);
}

struct timespec svlogd_time(struct svlogd *svlogd, bool strictly)
{
	stamp_order(&svlogd->last, clock_now(CLOCK_REALTIME), strictly);
	return svlogd->last;
}

static unsigned long long read_size(const char *text, unsigned normal)
{
	long long value;

	if (number_parse(text, 0, LARGEST, &value) != NUMBER_OK)
		usage_exit();
	return value ? (unsigned long long)value : normal;
}

static void take_option(struct svlogd *svlogd, int key, const char *argument)
{
	if (key == 't') {
		svlogd->stamp += svlogd->stamp < 3;
	} else if (key == 'r') {
		if (!*argument || argument[1])
			usage_exit();
		svlogd->replacement = (unsigned char)*argument;
	} else if (key == 'R') {
		svlogd->replaced = argument;
		if (svlogd->replacement < 0)
			svlogd->replacement = '_';
	} else if (key == 'l') {
		svlogd->length = read_size(argument, LENGTH);
	} else if (key == 'b') {
		svlogd->buffer = read_size(argument, BUFFER);
	} else if (key == 'v') {
		svlogd->verbose = true;
	} else {
		usage_version();
	}
}

/* Opens every directory, after closing those that are open. */
static void open_logs(struct svlogd *svlogd)
{
	bool any = false;

	svlogd->hangup = false;
	for (struct log *log = svlogd->logs; log < svlogd->end; log++) {
		logdir_close(svlogd, log);
		any |= logdir_open(svlogd, log);
	}
	if (!any)
		fail(FAILURE, "fatal: no functional log directories.");
}

static void start(struct svlogd *svlogd, char **names, size_t count, struct text *memory)
{
	arrival_start(&svlogd->arrival, (const char[]){ SIGTERM, SIGCHLD, SIGALRM, SIGHUP, 0 },
		      FAILURE);
	svlogd->several = count > 1;
	svlogd->logs = &svlogd->only;
	if (svlogd->several)
		svlogd->logs = text_add(memory, count * sizeof(*svlogd->logs));
	svlogd->end = svlogd->logs + count;
	for (struct log *log = svlogd->logs; log < svlogd->end; log++)
		*log = (struct log){ .name = *names++, .directory = -1 };
	open_logs(svlogd);
}

static void rotate_now(struct svlogd *svlogd, struct log *log)
{
	logdir_rotate(svlogd, log, input_bytes(&svlogd->input), svlogd->inside);
}

/* Does what is due now. Returns when the next thing is, or the time next if that is earlier. */
static long long keep_time(struct svlogd *svlogd, long long next)
{
	long long now = milliseconds_now();

	for (struct log *log = svlogd->logs; log < svlogd->end; log++) {
		if (log->full_age && log->full_age <= now)
			rotate_now(svlogd, log);
		if (log->retry && log->retry <= now) {
			log->retry = 0;
			processor_start(svlogd, log);
		}
		next = milliseconds_earlier(next, milliseconds_earlier(log->full_age, log->retry));
	}
	return next;
}

static void act_on_signals(struct svlogd *svlogd)
{
	if (svlogd->child)
		processor_reap(svlogd);
	for (struct log *log = svlogd->logs; svlogd->alarm && log < svlogd->end; log++)
		rotate_now(svlogd, log);
	svlogd->alarm = false;
	if (svlogd->hangup)
		open_logs(svlogd);
}

/* Until the end of the input, or, after TERM, of a line; but not long for that. */
static void run(struct svlogd *svlogd)
{
	long long patience = 0;

	lines_log(svlogd, 0, false);
	for (;;) {
		long long until;
		ssize_t count;

		act_on_signals(svlogd);
		if (svlogd->terminate && !patience) {
			if (svlogd->verbose)
				error("info: sigterm received.");
			patience = milliseconds_now() + SECOND;
		}
		until = keep_time(svlogd, patience);
		if (patience && ((!svlogd->inside && !svlogd->carried) ||
				 milliseconds_now() >= patience))
			break;
		if (!svlogd_wait(svlogd, milliseconds_until(until), true))
			continue;
		count = input_read(&svlogd->input, patience ? 1 : LARGEST);
		if (count == 0)
			break;
		if (count > 0) {
			lines_log(svlogd, count, false);
		} else if (!retry_later()) {
			error("warning: unable to read standard input: %m");
			break;
		}
	}
	lines_log(svlogd, 0, true);
}

static int svlogd_main(int argc, char **argv)
{
	struct options parsed = options_of(argv);
	struct svlogd svlogd = { .replacement = -1, .replaced = "", .length = LENGTH,
				 .buffer = BUFFER, .socket = -1 };
	struct text memory = { 0 };
	int key;

	while ((key = option_next(&parsed)))
		take_option(&svlogd, key, parsed.argument);
	argv += parsed.index;
	argc -= parsed.index;
	if (!argc || svlogd.buffer <= svlogd.length)
		usage_exit();
	error_name = "svlogd";
	start(&svlogd, argv, argc, &memory);
	memset(svlogd.stamps, ' ', sizeof(svlogd.stamps));
	run(&svlogd);
	processor_wait(&svlogd);
	for (struct log *log = svlogd.logs; log < svlogd.end; log++)
		logdir_close(&svlogd, log);
	return 0;
}

APPLET(svlogd) = {
	.name = "svlogd",
	.main = svlogd_main,
	.synopsis = "[-ttv] [-r c] [-R abc] [-l len] [-b buflen] dir ...",
	.summary = "Write the lines of standard input to log directories, rotating their files.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_LIKE_RUNIT,
};
