/* sv - control services and report their status
 * runit 2.3.0 https://smarden.org/runit/sv.8.html
 *
 * Called by another name, as a link in /etc/init.d: that is the service, and the exit status is
 * that of the LSB.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "applet/failure.h"
#include "applet/options.h"
#include "applet/usage.h"
#include "control.h"
#include "file/descriptor.h"
#include "text/clock.h"
#include "text/duration.h"
#include "text/error.h"
#include "text/format.h"
#include "text/path.h"
#include "text/variable.h"

static const struct applet_option options[] = {
	OPT('v', NULL, NULL, "wait until the command has taken effect, up to 7 seconds"),
	OPT('w', NULL, "sec", "wait up to this many seconds; implies -v"),
	OPT('V', NULL, NULL, "print the version and exit"),
	{ .key = 0 },
};

enum { FAILURE = 100, FAILURES_MAX = 99, LSB_USAGE = 2, LSB_FAILURE = 151, PATIENCE = 7 };

/* The words that are matched as a whole, and the letters that they send; or by one letter. */
static const struct {
	char word[15];
	char letters[4];
	unsigned char flags;
} words[] = {
	{ "start", "u", SV_WAITS | SV_APPEARS },
	{ "stop", "d", SV_WAITS },
	{ "restart", "tcu", SV_WAITS },
	{ "try-restart", "tc", SV_WAITS },
	{ "reload", "h", SV_WAITS },
	{ "shutdown", "x", SV_WAITS },
	{ "check", "C", SV_WAITS },
	{ "force-stop", "d", SV_WAITS | SV_KILLS },
	{ "force-restart", "tcu", SV_WAITS | SV_KILLS },
	{ "force-reload", "tc", SV_WAITS | SV_KILLS },
	{ "force-shutdown", "x", SV_WAITS | SV_KILLS },
	{ "D", "d", SV_WAITS | SV_KILLS },
	{ "T", "tc", SV_WAITS | SV_KILLS },
	{ "X", "x", SV_WAITS | SV_KILLS },
	{ "E", "x", SV_WAITS | SV_KILLS },
};

static bool is_meant(const char *word, const char *name)
{
	return name[1] ? !strcmp(word, name) : *word == *name;
}

/* Any other word counts by its first letter. */
static void parse_word(struct sv *sv, const char *word)
{
	static const char letters[] = "udopchaiqtk12xs";

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (is_meant(word, words[i].word)) {
			sv->letters = words[i].letters;
			sv->flags |= words[i].flags;
			return;
		}
	}
	if (!*word || !(sv->letters = strchr(letters, *word == 'e' ? 'x' : *word)) ||
	    (sv->lsb && *word == 's' && strcmp(word, "status")))
		usage_exit();
	sv->only[0] = sv->letters[0];
	sv->letters = sv->only;
}

static struct timespec parse_patience(const char *text)
{
	struct timespec patience;

	if (!duration_parse(text, &patience))
		usage_error("invalid number of seconds %pc", text);
	return patience;
}

/* Opens the first directory of services that there is; -1: none. */
static int open_services(void)
{
	static const char *const usual[] = { "/service", "/var/service", "/etc/service" };
	const char *given = variable_value("SVDIR");
	int descriptor = -1;

	if (given)
		return open_above(given, O_PATH | O_DIRECTORY, 0);
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual) && descriptor < 0; i++)
		descriptor = open_above(usual[i], O_PATH | O_DIRECTORY, 0);
	return descriptor;
}

/* Parses the options. Returns the index of the command. */
static int parse_options(struct sv *sv, int argc, char **argv)
{
	struct options parsed = options_of(argv);
	const char *given = variable_value("SVWAIT");
	struct timespec patience;
	int key;

	if (!given || !duration_parse(given, &patience))
		patience = (struct timespec){ .tv_sec = PATIENCE };
	while ((key = option_next(&parsed))) {
		if (key == 'V')
			usage_version();
		if (key == 'w')
			patience = parse_patience(parsed.argument);
		sv->flags |= SV_WAITS;
	}
	if (parsed.index == argc)
		usage_exit();
	sv->deadline = milliseconds_now() + milliseconds_of(patience);
	return parsed.index;
}

/* Under another name the synopsis is another one, too. */
void sv_preface(int key);
void sv_preface(int key)
{
	char buffer[128];
	struct output output;

	if (key || !strcmp(error_name, "sv"))
		return;
	error_start(&output, buffer, sizeof(buffer));
	output_format(&output, "usage: %s [-w sec] command\n\n", error_name);
	error_flush(&output);
}

static int sv_main(int argc, char **argv)
{
	struct sv sv = { .part = "" };
	const char *name = base_name(argv[0]);
	struct applet lsb = *running_applet;
	char buffer[512];
	int index;

	sv.lsb = strcmp(name, "sv") != 0;
	if (sv.lsb) {
		lsb.failure = LSB_USAGE;
		lsb.flags &= (unsigned short)~APPLET_ERROR_USAGE;
		running_applet = &lsb;
	}
	index = parse_options(&sv, argc, argv);
	parse_word(&sv, argv[index]);
	if (sv.lsb)
		argv[index] = (char *)name;
	else if (++index == argc)
		usage_exit();
	sv.here = open_above(".", O_PATH | O_DIRECTORY, 0);
	if (sv.here < 0)
		fail(sv.lsb ? LSB_FAILURE : FAILURE, "fatal: unable to open current directory: %m");
	sv.services = open_services();
	sv.fault = errno;
	sv.begun = clock_now(CLOCK_REALTIME);
	output_start(&sv.output, 1, buffer, sizeof(buffer));
	control(&sv, argv + index, sv.lsb ? 1 : argc - index);
	if (output_finish(&sv.output))
		return failure_status();
	if (sv.lsb)
		return sv.lsb_status;
	return sv.failures < FAILURES_MAX ? (int)sv.failures : FAILURES_MAX;
}

APPLET(sv) = {
	.name = "sv",
	.main = sv_main,
	.preface = sv_preface,
	.synopsis = "[-v] [-w sec] command service ...",
	.summary = "Control services that runsv supervises, and report their status: start,\n"
		   "stop, restart, try-restart, reload, shutdown, check, force-stop,\n"
		   "force-reload, which wait; status, up, down, once, exit, and names of\n"
		   "signals: the first letter counts.",
	.options = options,
	.failure = FAILURE,
	.flags = APPLET_LIKE_RUNIT,
};
